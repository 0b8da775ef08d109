"""The four duties of a community team, shared by several people, with deputies and absence."""
