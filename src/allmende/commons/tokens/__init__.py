"""Tokens: what people give to programs, so that these act in the API for them, or read for a space; never further than they reach."""
