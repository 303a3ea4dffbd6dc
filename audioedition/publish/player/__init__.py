"""The player: page, embedded element, and the data that search engines read."""
