"""Who is here, and who someone is."""
