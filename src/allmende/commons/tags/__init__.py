"""Tags: words that people put on what they share, so that others find it beside what is like it."""
