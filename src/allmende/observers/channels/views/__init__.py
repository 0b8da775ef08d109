"""Pages of outside channels."""
