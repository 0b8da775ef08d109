"""Profiles: the face of a person, each field on its own layer of the ladder."""
