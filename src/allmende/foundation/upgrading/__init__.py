"""Changing tables while the old version and the new one both work on them."""
