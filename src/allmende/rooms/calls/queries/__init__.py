"""Reads that feed the pages of calls: plain values, a fixed number of statements each."""
