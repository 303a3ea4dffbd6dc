"""Processes that make editions side by side: the pool, a worker, a task and its outcome."""
