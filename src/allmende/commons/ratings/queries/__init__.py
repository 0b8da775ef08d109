"""What is asked, what is rated next, and how things are rated."""
