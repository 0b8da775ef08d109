"""What came of what: ideas that are built on, merged, split and carried over."""
