"""Makers: a nomination, request or link in any state by one call; each does what people do, at the clock's time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.tasks.models import Job
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor, Guest
from allmende.people.nominations import commands
from allmende.people.nominations.commands.turns import turn_what_is_due
from allmende.people.nominations.models import Nomination, Request, State, Tie
from allmende.people.nominations.queries.invitations import invitation_by, request_by

SEND_MAIL = "allmende.foundation.mail.tasks.send_mail"


def make_nomination(
    nominator: Actor,
    space: Space,
    state: State = State.OPEN,
    *,
    name: str = "Noor Amin",
    email: str = "noor@example.org",
    why: str = "She mends bicycles, and explains while she does.",
    vouchers: Sequence[Actor] = (),
    curator: Actor | None = None,
    nominee: Actor | None = None,
    **details: Any,
) -> Nomination:
    """Bring a nomination into a state. Who vouches and who decides is found among the members, or made, unless given.

    `nominee` is who accepts; without one an account of the invited address is made.
    """
    made = commands.nominate(nominator, space, name=name, email=email, why=why, **{"tie": Tie.STRONG, **details})
    if state == State.OPEN:
        return made
    if state == State.WITHDRAWN:
        commands.withdraw(nominator, made)
    elif state == State.LAPSED:
        with clock.frozen(made.deadline):
            turn_what_is_due()
    else:
        for voucher in list(vouchers) or _members(space, made):
            made = commands.vouch(voucher, made, text="I know her from the repair café.")
        _decide(made, state, curator or _curator(space, nominator), nominator, nominee)
    return _now(made)


def _decide(made: Nomination, state: State, curator: Actor, nominator: Actor, nominee: Actor | None) -> None:
    if state in {State.DECLINED, State.APPEALED}:
        commands.decline(curator, made, "We don't know you well enough yet.")
        if state == State.APPEALED:
            commands.appeal(nominator, made, "She has been at three gatherings.")
    elif state == State.LISTED:
        commands.put_on_list(curator, made)
    elif state in {State.ADMITTED, State.ACCEPTED}:
        commands.admit(curator, made)
        if state == State.ACCEPTED:
            accept_by_mail(made, nominee)


def accept_by_mail(nomination: Nomination, nominee: Actor | None = None) -> Actor:
    """Accept an invitation as people do: by the link of the mail, and the code where the account is of another address."""
    actor = nominee or make_person(nomination.name, email=nomination.email.lower())
    invitation = invitation_by(token_of(nomination.email, "invitations"))
    assert invitation is not None, "No invitation was sent."
    if commands.is_proven(actor, invitation):
        commands.accept(actor, invitation)
    else:
        commands.send_code(actor, invitation)
        commands.accept(actor, invitation, code_of(nomination.email))
    return actor


def make_request(space: Space, *, name: str = "Kim Lenz", email: str = "kim@example.org", **details: Any) -> Request:
    """Let a guest ask to be nominated, or apply (`answers`), and confirm the address."""
    about = {"about": "I have just moved here and like to cook for many.", **details}
    commands.ask(Guest("en"), space, name=name, email=email, **about)
    return confirm_by_mail(email)


def confirm_by_mail(email: str) -> Request:
    """Follow the link of the mail that was sent to whoever asked."""
    found = request_by(token_of(email, "requests"))
    assert found is not None, "No request was made."
    return commands.confirm(found)


def mails_to(address: str) -> list[str]:
    """Return the mails queued for an address, the oldest first: subject, an empty line, text."""
    jobs = Job.objects.filter(path=SEND_MAIL).order_by("id").values_list("args", flat=True)
    return [f"{subject}\n\n{body}" for to, subject, body, *_sender in jobs if to == address]


def token_of(address: str, part: str) -> str:
    """Return the token in the latest link to `invitations`, `requests` … that was sent to an address."""
    found = re.findall(rf"/{part}/([\w:-]+)/", "\n".join(mails_to(address)))
    assert found, f"No link to {part} was sent to {address}."
    return str(found[-1])


def code_of(address: str) -> str:
    """Return the latest code that was sent to an address."""
    return str(re.findall(r"^(\d{6})$", "\n".join(mails_to(address)), re.MULTILINE)[-1])


def _members(space: Space, nomination: Nomination) -> list[Actor]:
    rows = Membership.objects.filter(space=space).exclude(role=Role.NEWCOMER).exclude(actor=nomination.nominator)
    found = [row.actor for row in rows.select_related("actor").order_by("id")]
    needed = max(nomination.vouches_needed, nomination.quorum)
    while len(found) < needed:
        found.append(make_member(space, make_person(f"Voucher {len(found) + 1}")))
    return found[-needed:]


def _curator(space: Space, nominator: Actor) -> Actor:
    rows = Membership.objects.filter(
        space__in=[space.id, space.root_id or space.id], role__in=(Role.CURATOR, Role.HOST)
    )
    found = rows.exclude(actor=nominator).select_related("actor").order_by("id").first()
    return found.actor if found else make_member(space, make_person("Second Curator"), Role.CURATOR)


def _now(made: Nomination) -> Nomination:
    return Nomination.objects.select_related("place__root", "place__audience", "nominator").get(id=made.id)
