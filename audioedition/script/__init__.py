"""Article -> script: what is said, sentence by sentence, and how it is said. Pure."""
