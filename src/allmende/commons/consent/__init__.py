"""Agreements, consents, age and guardians: what a person has said yes to, when, and in which words."""
