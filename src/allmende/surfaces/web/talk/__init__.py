"""Talking about things: where comments are said, changed, removed and found again."""
