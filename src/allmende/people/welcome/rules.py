"""Who may do what on the way in, and on a tour."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_curator, is_signed_in, is_steward
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Denied, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.people.welcome.models import Path, PathState, Promise, PromiseState, Signature, Slot

MOST_OPEN = 5
"""So many promises one may have open at a time: more than that nobody keeps."""


@asked(_("say what newcomers can commit to"))
def may_keep_commitments(reader: Reader, space: Space) -> Verdict:
    """What one can commit to is the curators' to say."""
    return is_curator(reader, space)


@asked(_("care for who is on the way in"))
def may_care_for_arrivals(reader: Reader, space: Space) -> Verdict:
    """See who is on the way in, confirm what they kept, and ask what would help: hosts and curators."""
    return is_steward(reader, space)


def _is_own(reader: Reader, path: Path) -> Verdict:
    return first_denial(
        is_signed_in(reader),
        allow_if(reader.id == path.actor_id, _("There is nothing here for you."), status=404),
    )


def may_commit(reader: Reader, path: Path) -> Verdict:
    """Whoever is on the way makes their own commitments."""
    return first_denial(
        _is_own(reader, path),
        allow_if(path.state != PathState.PARTED, _("Your way in has ended. Ask to be brought in again."), status=409),
        allow_if(path.state != PathState.PAUSED, _("You are pausing. Go on first."), status=409),
        allow_if(path.state != PathState.ARRIVED, _("You are a full member already."), status=409),
    )


def may_report(reader: Reader, promise: Promise) -> Verdict:
    """Whoever made a promise says that it is kept; also when its time is over, for that is still good news."""
    still = {PromiseState.OPEN, PromiseState.LAPSED}
    return first_denial(
        _is_own(reader, promise.path),
        allow_if(promise.state in still and promise.path.is_open, _("There is nothing to report here."), status=409),
    )


def may_confirm(reader: Reader, promise: Promise) -> Verdict:
    """A host or curator says that a promise is kept once its maker said so; nobody confirms their own."""
    return first_denial(
        may_care_for_arrivals(reader, promise.path.space),
        allow_if(reader.id != promise.path.actor_id, _("Let someone else confirm it: it is your own.")),
        allow_if(promise.state == PromiseState.REPORTED, _("Nothing waits to be confirmed here."), status=409),
    )


def may_pause(reader: Reader, path: Path) -> Verdict:
    """Whoever is on the way may pause, and so may those who care for arrivals for them."""
    return first_denial(
        _is_own_or_cared_for(reader, path),
        allow_if(path.state in {PathState.WALKING, PathState.ASKED}, _("There is nothing to pause."), status=409),
    )


def may_resume(reader: Reader, path: Path) -> Verdict:
    """Whoever paused goes on when they like."""
    return first_denial(
        _is_own_or_cared_for(reader, path),
        allow_if(path.state == PathState.PAUSED, _("There is no pause."), status=409),
    )


def _is_own_or_cared_for(reader: Reader, path: Path) -> Verdict:
    own = _is_own(reader, path)
    return own if own or reader.is_guest else may_care_for_arrivals(reader, path.space)


def may_renew(reader: Reader, path: Path) -> Verdict:
    """When the time for a commitment is over, those who care for arrivals give more of it; so may they before."""
    return first_denial(
        may_care_for_arrivals(reader, path.space),
        allow_if(path.state in {PathState.ASKED, PathState.WALKING}, _("Nothing has run out here."), status=409),
    )


def may_part(reader: Reader, path: Path) -> Verdict:
    """Curators part from someone whose time is over, after asking; nothing else ends a way."""
    return first_denial(
        is_curator(reader, path.space),
        allow_if(path.state == PathState.ASKED, _("Nothing has run out here."), status=409),
    )


@asked(_("sign the agreements"))
def may_sign(reader: Reader, space: Space) -> Verdict:
    """Those of the founding circle sign the charter, once each."""
    asked = Signature.objects.filter(space=space, actor_id=reader.id).first() if reader.id else None
    if asked is None:
        return first_denial(is_signed_in(reader), Denied(_("Only the founding circle signs the charter.")))
    return allow_if(asked.signed is None, _("You have signed it already."), status=409)


@asked(_("offer tours"))
def may_offer_tours(reader: Reader, space: Space) -> Verdict:
    """Live tours are offered by those who care for the community."""
    return is_steward(reader, space)


def may_cancel_tour(reader: Reader, slot: Slot) -> Verdict:
    """Its host, or another who cares for the community, as long as it is to come."""
    return first_denial(
        may_offer_tours(reader, slot.space),
        allow_if(slot.cancelled is None, _("This tour is cancelled already."), status=409),
        allow_if(slot.ends > clock.now(), _("This tour is over."), status=410),
    )


def may_book(reader: Reader, slot: Slot) -> Verdict:
    """Anyone, also without an account, while it is to come and has places."""
    return first_denial(
        allow_if(slot.cancelled is None, _("This tour is cancelled. Choose another one."), status=410),
        allow_if(slot.begins > clock.now(), _("This tour has begun. Choose another one."), status=410),
        allow_if(slot.left > 0, _("This tour is full. Choose another one."), status=409),
    )
