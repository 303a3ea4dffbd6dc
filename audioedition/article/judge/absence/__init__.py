"""Pages that are no article, and the words by which they say so. Pure."""
