"""What protects the young: below 18 safe defaults, below 16 a guardian's word as well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.consent.models import AgeChange, Guardianship, GuardianState, Protection, Scope, Vetting
from allmende.commons.spaces.models import Membership, Mode, Role, Space, SpaceKind
from allmende.commons.spaces.rules import is_curator, is_signed_in, is_system
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Denied, Remedy, Text, Verdict, allow_if, first_denial
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.queries import age_band_of, is_minor
from allmende.identity.actors.models import Actor, Reader

BANDS = [AgeBand.UNDER_16, AgeBand.UNDER_18, AgeBand.ADULT]

BETWEEN_BIRTHDAYS = timedelta(days=330)
"""How long one who moved up a band waits before the next: a child is not grown up by clicking twice."""

ASKS_A_DAY = 3
"""So many mails a day may one child have sent to guardians."""

MISSING: dict[str, Text] = {
    Scope.TAKE_PART: _("First your guardian has to agree that you take part."),
    Scope.MESSAGES: _("First your guardian has to agree that you write messages."),
    Scope.MEETINGS: _("First your guardian has to agree that you come to meetings."),
    Scope.OUTWARD: _("First your guardian has to agree that what you make is shown outside the community."),
    Scope.IMAGES: _("First your guardian has to agree that you are seen and heard in pictures, videos and sound."),
}

type Knows = Callable[[Actor, Actor], bool]

_acquaintance: list[Knows] = []


def acquaints(knows: Knows) -> None:
    """Let another floor say that two people know each other (contacts): `knows(one, other)`."""
    _acquaintance.append(knows)


def guardian_allows(actor: Reader, what: str) -> Verdict:
    """Below 16: only what the guardian has agreed to (a key of `Scope`). Everyone else decides for themselves."""
    if age_band_of(actor) != AgeBand.UNDER_16 or not isinstance(actor, Actor):
        return ALLOWED
    granted = Guardianship.objects.filter(child=actor, state=GuardianState.GRANTED).values_list("allows", flat=True)
    return allow_if(
        any(what in allows for allows in granted),
        MISSING[Scope(what)],
        remedy=Remedy(_("Ask your guardian"), reverse("consent:guardian")),
    )


def widest_layer(actor: Reader) -> Layer:
    """Return how far outward someone's profile may be seen: below 18 the community, whatever they set."""
    return Layer.COMMUNITY if is_minor(actor) else Layer.PUBLIC


def outward_mode(author: Reader) -> Mode:
    """Return how strictly the gates outward treat what someone made: below 18 someone always looks first."""
    return Mode.REVIEWED if is_minor(author) else Mode.FREE


def right_allowed(reader: Actor, right: str) -> Verdict:
    return guardian_allows(reader, Scope.OUTWARD if right == "share" else Scope.TAKE_PART)


def know_each_other(one: Actor, other: Actor) -> bool:
    """Say whether two people share a team, or another floor knows that they are acquainted."""
    teams = Membership.objects.filter(actor=one, space__purpose=SpaceKind.TEAM).values("space_id")
    return Membership.objects.filter(actor=other, space_id__in=teams).exists() or any(
        knows(one, other) for knows in _acquaintance
    )


def _cares_for(carer: Actor, other: Actor) -> bool:
    """Whether someone is curator of a community that the other belongs to."""
    curated = Membership.objects.filter(actor=carer, role=Role.CURATOR, space__root=None).values("space_id")
    return Membership.objects.filter(actor=other, space_id__in=curated).exists()


@asked(_("write to them"))
def may_write_to(sender: Reader, recipient: Actor) -> Verdict:
    """Where one of the two is below 18 they know each other, or one is their curator; below 16 the guardian agreed as well."""
    if not (signed := is_signed_in(sender)) or not isinstance(sender, Actor) or is_system(sender):
        return signed
    if not (is_minor(sender) or is_minor(recipient)):
        return ALLOWED
    if _cares_for(sender, recipient) or _cares_for(recipient, sender):
        return ALLOWED
    unknown = (
        _("Until you are 18 you write with people you know: contacts, people of your teams, curators.")
        if is_minor(sender)
        else _("%(name)s gets messages only from people they know and from curators.") % {"name": recipient.name}
    )
    return first_denial(
        guardian_allows(sender, Scope.MESSAGES),
        allow_if(know_each_other(sender, recipient), unknown),
        allow_if(guardian_allows(recipient, Scope.MESSAGES), unknown),
    )


def may_pay(actor: Reader) -> Verdict:
    """No payments below 18."""
    return first_denial(
        is_signed_in(actor), allow_if(not is_minor(actor), _("You can pay and be paid once you are 18."))
    )


@asked(_("work with minors"))
def may_work_with_minors(actor: Reader, space: Space) -> Verdict:
    """Where the community asks for it, adults need a vetting note that is still good."""
    if not (signed := is_signed_in(actor)) or not isinstance(actor, Actor) or is_minor(actor):
        return signed
    root = space.root_id or space.id
    if not Protection.objects.filter(space=root, requires_vetting=True).exists():
        return ALLOWED
    good = Vetting.objects.filter(space=root, actor=actor, ended=None, until__gte=clock.now().date())
    return allow_if(
        good.exists(), _("This community asks adults who work with the young for a vetting note. Talk to its curators.")
    )


def may_say_age(reader: Reader, band: AgeBand) -> Verdict:
    """One's own age: downward at any time; upward one band and not twice within a year, unless a curator has set it."""
    if not (signed := is_signed_in(reader)) or not isinstance(reader, Actor):
        return signed
    now = age_band_of(reader)
    latest = AgeChange.objects.filter(actor=reader).order_by("-id").first()
    if not now or latest is None:
        return ALLOWED
    steps = BANDS.index(band) - BANDS.index(AgeBand(now))
    ask = _("Ask a curator to set it: they can, and write down why.")
    if latest.by_id != reader.id:
        return Denied(_("A curator has set your age. Ask them to change it."))
    waited = clock.now() - latest.at >= BETWEEN_BIRTHDAYS
    return allow_if(steps <= 0 or (steps == 1 and waited), ask)


@asked(_("set their age"))
def may_set_age(reader: Reader, person: Actor, space: Space) -> Verdict:
    """Curators of a community, for its people; not for themselves."""
    root = space.root or space
    belongs = Membership.objects.filter(space=root, actor=person).exists()
    return first_denial(
        is_curator(reader, root),
        allow_if(reader.id != person.id, _("Let another curator set it: it is your own age.")),
        allow_if(belongs, _("%(name)s doesn't belong to this space.") % {"name": person.name}, status=409),
    )


def may_ask_guardian(reader: Reader) -> Verdict:
    """Whoever is below 16, a few times a day."""
    if not (signed := is_signed_in(reader)) or not isinstance(reader, Actor):
        return signed
    granted = Guardianship.objects.filter(child=reader, state=GuardianState.GRANTED).exists()
    today = Guardianship.objects.filter(child=reader, asked__gt=clock.now() - timedelta(days=1)).count()
    return first_denial(
        allow_if(age_band_of(reader) == AgeBand.UNDER_16, _("From 16 on you decide for yourself."), status=409),
        allow_if(
            not granted, _("Your guardian has answered. They change it through the link in their mail."), status=409
        ),
        allow_if(today < ASKS_A_DAY, _("That is enough mail for today. Try again tomorrow."), status=429),
    )


@asked(_("set how the young are protected"))
def may_change_protection(reader: Reader, space: Space) -> Verdict:
    """How a community protects the young is its curators' to set."""
    return is_curator(reader, space)


@asked(_("note their vetting"))
def may_note_vetting(reader: Reader, person: Actor, space: Space) -> Verdict:
    """Curators of a community, about its adults; nobody vets themselves."""
    root = space.root or space
    return first_denial(
        is_curator(reader, root),
        allow_if(reader.id != person.id, _("Let another curator look at it: it is your own.")),
        allow_if(
            Membership.objects.filter(space=root, actor=person).exists(),
            _("%(name)s doesn't belong to this space.") % {"name": person.name},
            status=409,
        ),
        allow_if(not is_minor(person), _("Only adults are vetted."), status=409),
    )


@asked(_("see their vetting"))
def may_see_vetting(reader: Reader, person: Actor, space: Space) -> Verdict:
    """The person and the curators."""
    if not reader.is_guest and reader.id == person.id:
        return ALLOWED
    return is_curator(reader, space.root or space)
