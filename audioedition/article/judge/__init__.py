"""Blocks -> verdicts: kept with a role, or dropped with a reason. Pure."""
