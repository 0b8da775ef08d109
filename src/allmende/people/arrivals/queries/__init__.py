"""Reads of arrivals: files, lines, problems in words, pages."""
