"""The components of every page: one function each, registered as template tags by `templatetags/ui.py`."""
