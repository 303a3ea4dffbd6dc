"""A web page: which of its blocks are the article. The order is html.py’s."""
