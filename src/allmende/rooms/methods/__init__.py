"""Methods: cards that say how a group works together, sessions that run them, and what comes out of those."""
