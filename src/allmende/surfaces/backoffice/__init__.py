"""The back office: what operators set and do for the whole node."""
