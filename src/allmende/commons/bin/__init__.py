"""The bin: thirty days to change one's mind."""
