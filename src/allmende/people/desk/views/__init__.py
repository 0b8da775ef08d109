"""Pages of the team desk, and of whoever is asked or asks for help."""
