"""Where people meet: spaces with memberships and roles, their place on the ladder, and the gates outward."""
