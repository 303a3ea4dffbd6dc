"""What ``scripts/torture.py`` does, one kind of torture a module."""
