"""Who comes in, and how: by nomination, by application, by invitation, or freely."""
