"""The benchmark's own room: a kind of thing with a table of its own, as rooms have them."""
