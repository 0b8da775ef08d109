"""Limits: how often something may be done in a span of time, counted exactly and for all processes of a node."""
