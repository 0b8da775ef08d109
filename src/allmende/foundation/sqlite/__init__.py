"""Django's SQLite, with a line in which writers wait: the database engine of a node on one machine."""
