"""What the page of someone on the way shows: the steps, what is promised, what can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from allmende.commons.consent.models import AgreementVersion
from allmende.commons.spaces.models import Membership, Space
from allmende.identity.actors.models import Actor, Reader
from allmende.people.profiles.models import Detail, Key
from allmende.people.welcome.models import Commitment, Path, PathState, Promise, PromiseState
from allmende.people.welcome.queries.agreements import outstanding_agreements
from allmende.people.welcome.queries.commitments import commitments_of

SHOWN = (PromiseState.OPEN, PromiseState.REPORTED, PromiseState.LAPSED, PromiseState.KEPT)


@dataclass(frozen=True)
class Step:
    """One step of the way: what it is, whether it is done, and where one takes it."""

    key: str
    title: str
    note: str
    done: bool
    url: str


@dataclass(frozen=True)
class Way:
    """A path as its page and the home card show it."""

    path: Path
    steps: list[Step]
    agreements: list[AgreementVersion]
    choices: list[Commitment]
    promises: list[Promise]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.done for step in self.steps)

    @property
    def next(self) -> Step | None:
        """The step to take now; while the commitment runs, the small ones come before it."""
        return next((step for step in self.steps if not step.done), None)

    @property
    def phases(self) -> list[dict[str, Any]]:
        """The steps as the `phases` component takes them."""
        first = self.next
        return [
            {
                "title": step.title, "when": step.note, "href": "" if step.done else step.url,
                "state": "done" if step.done else "now" if step is first else "next",
            }
            for step in self.steps
        ]  # fmt: skip


def path_of(reader: Reader, space: Space) -> Path | None:
    """Return the reader's path into a space, if there is one."""
    if not isinstance(reader, Actor):
        return None
    return Path.objects.filter(space=space, actor=reader).select_related("space__root", "actor").first()


def promises_of(path: Path) -> QuerySet[Promise]:
    """The promises that were made on a path."""
    return path.promises.select_related("path", "commitment").order_by("id")


def way_of(path: Path) -> Way:
    """Return all that a page shows of a path, in a fixed number of statements."""
    promises = list(promises_of(path).filter(state__in=SHOWN))
    agreements, choices = outstanding_agreements(path.actor, path.space), list(commitments_of(path.space))
    return Way(path, _steps(path, bool(agreements), promises, bool(choices)), agreements, choices, promises)


def _steps(path: Path, must_read: bool, promises: list[Promise], has_choices: bool) -> list[Step]:
    here, actor, arrived = reverse("welcome:path"), path.actor, path.state == PathState.ARRIVED
    joined = Membership.objects.filter(actor=actor, space__root=path.space).exists()
    steps = [
        Step("agreements", _("Read the agreements"), _("What holds for all of us"), not must_read, f"{here}#agreements"),
        Step("commitment", _("Make a commitment"), _("Then you are in"), path.promised is not None, f"{here}#commitments"),
        Step("face", _("Show your face"), _("A portrait and two sentences"), _shows_themselves(actor), address("profiles:mine", "settings")),
        Step("space", _("Join a first space"), _("Where your people are"), joined, address("spaces")),
        Step("hello", _("Say hello"), _("A comment is enough"), path.greeted is not None, address("home")),
        Step("kept", _("Keep your commitment"), _last_note(promises), arrived, f"{here}#promises"),
    ]  # fmt: skip
    return steps if has_choices or promises else [step for step in steps if step.key not in {"commitment", "kept"}]


def _shows_themselves(actor: Actor) -> bool:
    """Whether someone has a picture and some words about themselves, whoever may see them."""
    told = {
        *Detail.objects.filter(actor=actor, key__in=(Key.PICTURE, Key.SHORT, Key.TEXT)).values_list("key", flat=True)
    }
    return bool((actor.portrait or Key.PICTURE in told) and (actor.about or told - {Key.PICTURE}))


def _last_note(promises: list[Promise]) -> str:
    reported = any(promise.state == PromiseState.REPORTED for promise in promises)
    return _("Waits to be confirmed") if reported else _("Then you are a full member")


def address(*names: str) -> str:
    """Return the address of the first of these routes that this node has."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""
