"""What people can consent to beyond what is needed: each purpose by itself, none given beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.models import Scope
from allmende.foundation.verdicts import Text


@dataclass(frozen=True)
class Purpose:
    """Something that is done only for those who said yes. `words` are what they say yes to: kept with their answer."""

    key: str
    title: Text
    words: Text
    icon: str
    scope: str = Scope.OUTWARD
    """What a guardian has to allow a child before it can say yes."""


_purposes: dict[str, Purpose] = {}


def offer_purpose(purpose: Purpose) -> None:
    """Let an app ask for consent to a purpose of its own (called when it is ready); ask `queries.has_consented` before acting."""
    _purposes[purpose.key] = purpose


def purposes() -> list[Purpose]:
    """Return all purposes that can be consented to on this node."""
    return list(_purposes.values())


def purpose_of(key: str) -> Purpose | None:
    """Return a purpose by its key; None when nobody asks for it."""
    return _purposes.get(key)


FACE = Purpose(
    "face", _("Show my face outside the community"),
    _("Pictures on which I can be recognised may be seen outside the community, for instance in an article."), "camera",
)  # fmt: skip
MAIL = Purpose(
    "mail", _("Tell me by mail"),
    _("The community may write to me by mail about what happens, beyond what my account needs."), "mail",
    scope=Scope.TAKE_PART,
)  # fmt: skip
PARTNERS = Purpose(
    "partners", _("Be found by partner nodes"),
    _("Members of partner communities may find me and what I show to the partner network."), "affiliate",
)  # fmt: skip

for _one in (FACE, MAIL, PARTNERS):
    offer_purpose(_one)
