"""How much is listened to, watching nobody: the player's beacons, downloads by the IAB's rules, sums by day."""
