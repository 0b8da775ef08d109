"""What building, checking and testing the house needs; nothing here is part of the built wheel."""
