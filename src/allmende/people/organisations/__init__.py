"""Organisations: bodies that people belong to and act for, and the networks they form."""
