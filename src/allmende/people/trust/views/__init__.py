"""Pages of trust: one's own standing, levels, what the graph shows, and measures."""
