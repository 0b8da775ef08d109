"""What is done in the directory: keeping it, saving searches."""

from allmende.people.directory.commands.keeping import refresh, refresh_all
from allmende.people.directory.commands.saving import drop_search, look_at, save_search

__all__ = ["drop_search", "look_at", "refresh", "refresh_all", "save_search"]
