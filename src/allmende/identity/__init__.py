"""Who acts: actors, and the accounts that sign in as them."""
