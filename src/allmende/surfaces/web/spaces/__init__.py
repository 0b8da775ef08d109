"""The pages of spaces: their list, one of them, its members, settings and gates."""
