"""Feeds for readers' own programs: Atom and JSON Feed of what is public, and of what one sees under a secret address."""
