"""Taking lists along: which columns, in which form, at once or as a file that waits."""
