"""Mail that comes in: read, trimmed, judged, handed to whoever takes such answers; each once, and none vanishes."""
