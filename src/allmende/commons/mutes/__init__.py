"""Muting and blocking: what someone doesn't want to hear, and with whom they want nothing to do. Nobody else learns of either."""
