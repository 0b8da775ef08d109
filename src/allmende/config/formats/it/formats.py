"""Italian: without the name of the weekday, which makes sentences long."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
