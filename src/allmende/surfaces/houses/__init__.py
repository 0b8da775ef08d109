"""Communities on this node under names of their own: host name, sender, look, legal texts."""
