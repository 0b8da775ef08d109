"""Colours that can be read on: a brand colour's tokens for light and dark, or a refusal with its reason."""


class UnreadableColour(ValueError):
    """No readable set of tokens can be made of the colour; the message says why."""


def brand_tokens(colour: str) -> dict[str, str]:
    """Return the brand tokens derived from one colour; raises UnreadableColour."""
    return {}
