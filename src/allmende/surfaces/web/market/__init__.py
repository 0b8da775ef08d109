"""The market: the main square, to which every door brings its goods."""
