"""The front of the house: home, about, help."""
