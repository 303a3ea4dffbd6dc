"""``--full-text``, in the words of the commands that have it; loads nothing."""

FULL_TEXT = ("auto", "page", "feed")
FULL_TEXT_HELP = (
    "Where the text of a feed's article is taken from: its page, the feed, or that where the page fails."
)
