"""The podcast feed of a folder of editions, and its cover."""
