"""Readers of the journal; none knows a room."""
