"""The web pages: shell, home, spaces, search, settings."""
