"""The starting set of call templates: their shape in one file, their words in one for each language."""
