"""What is kept: drafts and the bin."""
