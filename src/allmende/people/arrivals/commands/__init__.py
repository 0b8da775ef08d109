"""Everything that is done about arrivals: one function per intent, the actor first."""
