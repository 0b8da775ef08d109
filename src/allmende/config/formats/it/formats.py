"""Italian: without the name of the weekday, which makes sentences long; a time is announced by its word."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = r"j F Y, \o\r\e H:i"
