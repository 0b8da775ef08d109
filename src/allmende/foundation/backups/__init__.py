"""Backups: one archive of database and files, taken while people work, portable between databases, verified by restoring."""
