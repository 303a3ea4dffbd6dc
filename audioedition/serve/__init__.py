"""The service: a web page for the newsroom, an HTTP API for its programs, and the editions for listeners.

``app.py`` ties it together; ``jobs.py`` is the queue (SQLite, leases), ``worker.py`` the process that works it off,
``supervisor.py`` what keeps the workers alive. Extra ``[serve]``.
"""
