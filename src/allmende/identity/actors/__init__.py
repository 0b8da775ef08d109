"""Actors: persons, organisations, the system, remote and managed ones; authors and the journal point at them."""
