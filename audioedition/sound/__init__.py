"""Clips -> one programme -> one MP3: joined, levelled, encoded, read back."""
