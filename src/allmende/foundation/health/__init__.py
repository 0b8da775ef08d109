"""How the node is: what was looked at, what was found, and what to do about it."""
