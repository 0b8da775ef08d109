"""The team desk: whom to ask for which small next step, and what waits for whom."""
