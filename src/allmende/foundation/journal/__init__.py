"""The journal: one record of whatever happens, sealed into an order and pulled by observers."""
