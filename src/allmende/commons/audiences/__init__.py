"""The compiled ladder: an audience is a row, and an actor's reach is the short list of audiences they may read."""
