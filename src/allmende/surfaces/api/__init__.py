"""The surface for programs: the operations that the rooms offer, under one address and one way of refusing."""
