"""The folder of an edition: staged, shown whole, found again, revised, copied to a remote store."""
