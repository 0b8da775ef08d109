"""Posts: what members share in a space, with pictures, files, links and polls, and what is said about it."""
