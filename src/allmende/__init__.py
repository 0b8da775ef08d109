"""Allmende: the cooperative community for the digital age."""

__version__ = "0.9.0"
