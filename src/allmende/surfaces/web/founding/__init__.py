"""Founding a community in the browser, and the time until it opens."""
