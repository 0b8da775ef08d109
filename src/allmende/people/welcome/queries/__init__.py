"""Reads that feed the pages of the way in, of the founding and of the tours."""
