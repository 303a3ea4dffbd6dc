"""The same edition as a book: EPUB 3, DAISY 2.02, M4B."""
