"""What of a page is the article: ``extract`` finds every block, ``chrome`` knows the phrases, ``judge`` decides."""
