"""What a CMS is told of its posts: signed, tried again, logged (https://www.standardwebhooks.com)."""
