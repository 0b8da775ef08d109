"""What is done in the directory: keeping it, saving searches, taking a list along."""

from allmende.people.directory.commands.exporting import export
from allmende.people.directory.commands.keeping import refresh, refresh_all
from allmende.people.directory.commands.saving import drop_search, look_at, save_search

__all__ = ["drop_search", "export", "look_at", "refresh", "refresh_all", "save_search"]
