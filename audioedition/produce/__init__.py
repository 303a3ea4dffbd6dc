"""From a source to an edition: the whole road, what is asked of it, and what came of it."""
