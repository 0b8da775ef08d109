"""The pages of methods."""
