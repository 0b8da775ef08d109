"""Reads of the directory: words, searches, cards, what one may filter by."""
