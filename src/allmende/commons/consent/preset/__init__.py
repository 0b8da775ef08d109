"""The agreements that a community has from its founding: ours to begin with, the community's to rewrite."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from allmende.commons.consent.models import AgreementKind

PRESET = (AgreementKind.CHARTER, AgreementKind.CONDUCT, AgreementKind.PRIVACY)

_HERE = Path(__file__).parent


def preset_of(kind: AgreementKind, community: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return titles and texts of a kind of agreement in all languages, in the name of a community."""
    read = {code: _read(kind, code) for code, _name in settings.LANGUAGES}
    return (
        {code: title for code, (title, _text) in read.items()},
        {code: text.replace("{community}", community) for code, (_title, text) in read.items()},
    )


@cache
def _read(kind: AgreementKind, code: str) -> tuple[str, str]:
    """Return the first line of a file, a heading, and the rest."""
    title, _break, text = (_HERE / f"{kind.value}.{code}.md").read_text(encoding="utf-8").partition("\n")
    return title.removeprefix("# ").strip(), text.strip()
