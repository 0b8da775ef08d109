"""Reactions: what one can say about something without words."""
