"""Bookmarks: what someone keeps for later, for their own eyes."""
