"""Sign-on: signing in here with an account elsewhere, and elsewhere with an account here (OpenID Connect, both ways)."""
