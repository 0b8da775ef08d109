"""Web hooks: what happens is told to other programs, signed, as far out as whoever set them up may see and chose."""
