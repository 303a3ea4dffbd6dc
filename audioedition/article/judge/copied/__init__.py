"""Copied text: which of its lines are the article, where no tag helps. The order is text.py’s."""
