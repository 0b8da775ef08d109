"""One folder per capability that a node can switch off, or be the only one it runs."""
