"""Files that people hand in: judged by content, made harmless, stored whole, served from an origin of their own."""
