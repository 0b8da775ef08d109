"""Outside channels: what is public goes on to the networks that a space chose, and what is answered there comes back."""
