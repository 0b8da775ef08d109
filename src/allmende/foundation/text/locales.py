"""The locale by which Babel writes a language."""


def locale_of(language: str | None) -> str:
    """Return Babel's name of a language: English as it is written in Europe, as `config/formats` has it for Django."""
    return {"en": "en_GB"}.get(language or "en", language or "en")
