"""The tables of rules, one for each app that has some."""
