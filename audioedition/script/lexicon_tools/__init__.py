"""What a person does with a lexicon: check it, and ask which words it lacks."""
