"""Accounts: an e-mail address and a way to prove that it is yours; each signs in as one actor."""
