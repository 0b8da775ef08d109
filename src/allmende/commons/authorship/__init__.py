"""Who made a thing together, and how they share what it earns."""
