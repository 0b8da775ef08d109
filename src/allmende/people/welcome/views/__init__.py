"""Pages of the way in, of those who care for it, and of what one can commit to."""
