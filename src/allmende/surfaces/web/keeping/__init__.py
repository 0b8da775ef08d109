"""What is kept: drafts, the bin, and the journal that says what has happened."""
