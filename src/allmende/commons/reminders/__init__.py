"""What ends soon, and who has not done their part yet: each end is a row, given once, and moved with what it is about."""
