"""Who is who, and who comes in."""
