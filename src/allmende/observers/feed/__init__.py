"""News from what one may see."""
