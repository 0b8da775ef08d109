"""What operators set while the node runs: defined by each app in its own words, kept in one table."""
