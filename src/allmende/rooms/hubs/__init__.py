"""Hubs: places with an address, hours and desks to book; who is here today, and who has ten minutes."""
