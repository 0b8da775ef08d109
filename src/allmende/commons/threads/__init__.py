"""Talk about a thing: comments with an intent."""
