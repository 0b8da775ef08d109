"""Who may reach everyone at once: two people of different duties together, and rarely."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.queries import served_by
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_active, is_signed_in
from allmende.commons.threads.rules import is_visible
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.doors import Option
from allmende.foundation.options.definitions import value_of
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.observers.notices.models import Vital, VitalState

MOST = Option(
    "notices.vital", _("Vital notices"), _("So many may go out in a community in seven days: what comes often is read by nobody."),
    _("notices"), 2, 1, 20,
)  # fmt: skip
GOOD_FOR = timedelta(days=2)
"""What nobody joined in sending by then is no longer vital."""


def duties_of(reader: Reader, space: Space) -> set[str]:
    """Return the duties that a reader serves for a whole community today: a space's own do not reach this far."""
    return {duty for duty, places in served_by(reader).items() if (space.root_id or space.id) in places}


@asked(_("ask for a vital notice"))
def may_ask_vital(reader: Reader, space: Space) -> Verdict:
    """Whoever serves a duty of the community today, unless they take a break or the space is archived."""
    return first_denial(
        is_signed_in(reader),
        allow_if(bool(duties_of(reader, space)), _("Only who serves a duty of the community today can do this.")),
        is_active(reader, space),
    )


@asked(_("join in sending a vital notice"))
def may_release(reader: Reader, vital: Vital) -> Verdict:
    """A second person of another duty, while it is fresh and not one too many."""
    author = Actor.objects.get(id=vital.author_id)
    return first_denial(
        may_ask_vital(reader, vital.place),
        _still_asked(vital),
        allow_if(reader.id != vital.author_id, _("A second person has to agree: somebody of another duty.")),
        allow_if(
            pair_of(author, reader, vital.place) is not None,
            _("Whoever asked serves the same duty as you, or none any more. Somebody of another duty has to agree."),
        ),
        allow_if(
            clock.now() < vital.asked + GOOD_FOR, _("It was asked for more than two days ago. Ask anew."), status=410
        ),
        _is_rare(vital),
    )


def pair_of(first: Reader, second: Reader, space: Space) -> tuple[str, str] | None:
    """Return two different duties, one of each; None where they have no such pair."""
    pairs = ((a, b) for a in sorted(duties_of(first, space)) for b in sorted(duties_of(second, space)) if a != b)
    return next(pairs, None)


def _is_rare(vital: Vital) -> Verdict:
    root = vital.place.root_id or vital.place_id
    lately = Vital.objects.filter(released__gt=clock.now() - timedelta(days=7))
    count = lately.filter(place=root).count() + lately.filter(place__root=root).count()
    sentence = _(
        "Enough vital notices went out in the last seven days. What comes often is read by nobody: write a message instead."
    )
    return allow_if(count < value_of(MOST), sentence, status=429)


@asked(_("take a vital notice back"))
def may_withdraw_vital(reader: Reader, vital: Vital) -> Verdict:
    """Whoever asked, and everyone else who serves a duty, until it has gone out."""
    own = ALLOWED if reader.id == vital.author_id else may_ask_vital(reader, vital.place)
    return first_denial(is_signed_in(reader), own, _still_asked(vital))


@asked(_("say that they have read it"))
def may_confirm(reader: Reader, vital: Vital) -> Verdict:
    """Say that one has read it: whoever it went to."""
    sent = allow_if(vital.state == VitalState.RELEASED, _("It has not gone out."), status=409)
    return first_denial(is_signed_in(reader), is_visible(reader, vital), sent)


def _still_asked(vital: Vital) -> Verdict:
    return allow_if(vital.state == VitalState.ASKED, _("It has gone out, or was withdrawn, already."), status=409)
