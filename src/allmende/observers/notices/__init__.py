"""What concerns me, inside the app."""
