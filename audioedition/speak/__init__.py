"""A script -> clips: voices, engines and the store of what was spoken before. An edge."""
