"""Data: what the rules look up. One module per subject, no logic."""
