"""One thing done to many rows: chosen, weighed in numbers, then done with every right asked again."""
