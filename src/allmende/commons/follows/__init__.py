"""Following a thing: the least that anyone interested can do."""
