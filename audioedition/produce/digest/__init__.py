"""The day’s edition: many articles in one MP3."""
