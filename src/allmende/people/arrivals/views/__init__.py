"""Pages of arrivals."""
