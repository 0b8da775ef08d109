"""The demo community: people, spaces and calls that live, made through the same commands as people use."""
