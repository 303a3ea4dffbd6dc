"""A reader's own shelf, « mon fil »: articles that one person wants to hear, and nobody else sees.

Each reader has a folder of editions of their own below ``.audioedition/shelf``: what the newsroom's library, feeds,
lists and review queue are made from never holds them. The queue, its workers and its guards are the newsroom's.
"""
