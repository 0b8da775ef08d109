"""What operators do: each asks its rule and leaves an entry in the journal."""
