"""Where the house meets the world: web pages, API, command line."""
