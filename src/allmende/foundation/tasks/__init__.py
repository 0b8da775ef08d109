"""Long and later work: Django's task framework on a table of our own, at least once, with lease, back-off and progress."""
