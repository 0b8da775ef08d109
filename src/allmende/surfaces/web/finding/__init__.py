"""Finding: the search page, and the notices of what concerns me."""
