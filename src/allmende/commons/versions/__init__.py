"""What a thing said before."""
