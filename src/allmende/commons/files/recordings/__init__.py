"""Video and sound: what a file really is, what of it goes out, and captions."""
