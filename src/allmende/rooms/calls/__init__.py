"""Calls: from a brief to a counted result and thanks."""
