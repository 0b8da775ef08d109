"""Drawn pictures for the demo community: scenes and portraits, painted with Pillow in the colours of the fields."""
