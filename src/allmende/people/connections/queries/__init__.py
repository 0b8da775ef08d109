"""Reads of contacts, and of the path to paid work."""
