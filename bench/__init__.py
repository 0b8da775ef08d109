"""What is fast enough, and by how much: measurements of our own code that anyone can repeat."""
