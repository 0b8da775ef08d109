"""Trust: who is tied to whom, and the levels that are earned by what one does for others."""
