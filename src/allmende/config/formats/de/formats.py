"""German: as Django has it, with a comma before the time."""

DATETIME_FORMAT = "j. F Y, H:i"
