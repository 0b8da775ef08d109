"""The journal for those who must answer for it."""
