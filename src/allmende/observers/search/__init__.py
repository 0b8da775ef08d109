"""Full text in three languages, the same on both databases."""
