"""Reads of the founding: whether there is one to come, what was answered so far, and the path of the founders until the opening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allmende.commons.consent.models import AgreementVersion
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import may_open_doors
from allmende.commons.things.models import Thing
from allmende.foundation.doors import kinds
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Reader
from allmende.people.nominations.models import AdmissionPlan
from allmende.people.welcome.models import Founding, Signature
from allmende.people.welcome.queries.commitments import has_commitments

type Answers = dict[str, dict[str, list[str]]]


def is_unfounded() -> bool:
    """Say whether the node has no community of its own yet; then the wizard's link is good, once."""
    return not Space.objects.filter(root=None, host=None).exists()


def answers_so_far() -> Answers:
    """Return what was answered in the wizard, as it was typed, by step."""
    founding = Founding.objects.filter(pk=1).first()
    return founding.answers if founding else {}


def signatures_of(root: Space) -> QuerySet[Signature]:
    """Who is asked to sign the charter of a community, and has."""
    return Signature.objects.filter(space=root).select_related("actor", "charter__agreement__space").order_by("id")


@dataclass(frozen=True)
class FoundingWay:
    """How far a founding is, as the home page of its founders shows it."""

    steps: list[dict[str, Any]]
    opens: str
    may_open: bool

    @property
    def done(self) -> int:
        """How many steps are done; the opening itself is the last."""
        return sum(step["state"] == "done" for step in self.steps)


def founding_way(reader: Reader, root: Space) -> FoundingWay | None:
    """Return the founders' path while a community is in its founding phase; nothing for others and afterwards."""
    if not root.is_founding or not (may_open := may_open_doors(reader, root)):
        return None
    slug = root.slug
    steps = [
        _circle(root),
        _charter(root),
        (_("Agreements in place"), _("What everyone who comes in accepts"), _has_agreements(root), _address("consent:space", slug)),
        (_("Commitments written"), _("What newcomers can promise"), has_commitments(root), reverse("welcome:commitments", args=[slug])),
        (_("Admission plan set"), _("How many come in each month"), AdmissionPlan.objects.filter(space=root).exists(), _address("nominations:entry", slug)),
        *_first_call(root),
    ]  # fmt: skip
    opens = date_format(root.opens_on, "DATE_FORMAT")
    return FoundingWay(_phases([*steps, (_("Opening"), opens, False, "")]), opens, bool(may_open))


type _Step = tuple[str, str, bool, str]


def _circle(root: Space) -> _Step:
    """Complete once everyone of the circle has been here."""
    circle = Account.objects.filter(actor__memberships__space=root)
    missing = circle.filter(last_login=None).count()
    note = _("Everyone has been here") if not missing else _("%(n)d have yet to come in") % {"n": missing}
    return _("Circle complete"), note, not missing, reverse("space_members", args=[root.slug])


def _charter(root: Space) -> _Step:
    rows = Signature.objects.filter(space=root)
    total, signed = rows.count(), rows.exclude(signed=None).count()
    note = _("%(done)d of %(all)d have signed") % {"done": signed, "all": total}
    return _("Charter signed"), note, signed == total, reverse("founding:charter") if total else ""


def _has_agreements(root: Space) -> bool:
    versions = AgreementVersion.objects.filter(agreement__space=root, agreement__ended=None)
    return versions.exclude(number=None).exists()


def _first_call(root: Space) -> list[_Step]:
    """Only where the node has calls."""
    if "call" not in kinds():
        return []
    calls = Thing.objects.filter(Q(space=root) | Q(space__as_space__root=root), kind="call")
    drafted = calls.exclude(audience__kind="bin").exists()
    return [
        (
            _("First call drafted"),
            _("So that there is something to do from the first day"),
            drafted,
            _address("new_call", ""),
        )
    ]


def _phases(steps: list[_Step]) -> list[dict[str, Any]]:
    first = next((place for place, step in enumerate(steps) if not step[2]), None)
    return [
        {
            "title": title, "when": note, "href": url,
            "state": "done" if is_done else "now" if place == first else "next",
        }
        for place, (title, note, is_done, url) in enumerate(steps)
    ]  # fmt: skip


def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug] if slug else [])
    except NoReverseMatch:
        return ""
