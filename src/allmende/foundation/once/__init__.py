"""Once: the same key by the same actor has one effect, however often it is sent."""
