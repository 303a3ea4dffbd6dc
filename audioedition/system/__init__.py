"""The machine beneath: files, folders, programs, databases, downloads, and the language of messages."""
