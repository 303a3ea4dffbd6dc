"""What speaks against what was kept: reasons to doubt, each of one kind. Pure."""
