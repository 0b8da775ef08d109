"""Ratings by criteria: what a sheet asks, what people answered, and what is rated next."""
