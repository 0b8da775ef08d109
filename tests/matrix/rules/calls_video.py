"""Workshops of a call: Ada holds it for the community, Ben and Finn come; what is seen and heard in what they hand in."""

from __future__ import annotations

from datetime import timedelta

from allmende.commons.agreements.models import Appearance, Licence
from allmende.commons.agreements.words import TermsText
from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.rooms.calls.commands import draft_contribution, publish_call, set_rights, submit_contribution
from allmende.rooms.calls.commands.appearing import answer, name_person
from allmende.rooms.calls.commands.workshops import cancel_workshop
from allmende.rooms.calls.models import Call, Contribution, Workshop
from allmende.rooms.calls.rules import (
    may_answer_for,
    may_change_workshop,
    may_come,
    may_hand_in_again,
    may_name_people,
    may_offer_workshop,
    may_read_consents,
    may_see_who_comes,
    may_withdraw_consent,
)
from allmende.rooms.calls.testing import make_call, make_draft, make_workshop
from tests.matrix.tables import Ask

RULES = "allmende.rooms.calls.rules"
TABLE = """
rule                | case                       |  guest  stranger  community  member  host  curator
may_offer_workshop  | of a call that is open     |  404    404       no         no      yes   yes
may_change_workshop | one that is ahead          |  404    404       no         no      yes   yes
may_change_workshop | one that was called off    |  404    404       no         no      410   410
may_come            | to one that is ahead       |  404    404       yes        yes     yes   yes
may_come            | to one that was called off |  404    404       410        410     410   410
may_see_who_comes   | of a call that is open     |  404    404       no         no      yes   yes
may_name_people     | Ben's film, handed in      |  404    404       no         yes     no    no
may_name_people     | Ben's film, out of sight   |  404    404       no         yes     no    no
may_read_consents   | Ben's film, handed in      |  404    404       no         yes     yes   yes
may_answer_for      | Finn in Ben's film         |  404    404       yes        no      no    no
may_withdraw_consent| Finn in Ben's film         |  404    404       yes        yes     yes   yes
may_withdraw_consent| out of sight               |  404    404       yes        yes     yes   yes
may_hand_in_again   | Ben's film, handed in      |  404    404       no         409     no    no
may_hand_in_again   | Ben's film, out of sight   |  404    404       no         yes     no    no
"""


def make_film(cast: Cast, title: str) -> Contribution:
    """A film of Ben's in which Finn agreed to be seen, handed in to a call of Ada's."""
    draft = make_draft(cast.ada, cast.team, budget=None, seats=1, ballot="approval", rule="greedy")
    set_rights(cast.ada, draft, terms=TermsText(Licence.STAYS), images=True)
    call = publish_call(cast.ada, Call.objects.get(id=draft.id), Layer.COMMUNITY)
    film = draft_contribution(cast.ben, call, title=title, text="Three minutes about shade and water.")
    finn = name_person(cast.ben, film, how="account", person=cast.finn)
    answer(cast.finn, film, finn, agrees=True)
    return submit_contribution(cast.ben, Contribution.objects.get(id=film.id))


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    with clock.frozen(NOON - timedelta(days=3)):
        call = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY)
        ahead, off = make_workshop(cast.ada, call), make_workshop(cast.ada, call)
        cancel_workshop(cast.ada, off)
        off = Workshop.objects.get(id=off.id)
        film, hidden = make_film(cast, "The yard"), make_film(cast, "The pond")
        finn, other = (Appearance.objects.get(thing=one.id) for one in (film, hidden))
        answer(cast.finn, hidden, other, agrees=False)
        hidden = Contribution.objects.get(id=hidden.id)
    return {
        ("may_name_people", "Ben's film, handed in"): lambda who: may_name_people(who, film),
        ("may_name_people", "Ben's film, out of sight"): lambda who: may_name_people(who, hidden),
        ("may_read_consents", "Ben's film, handed in"): lambda who: may_read_consents(who, film),
        ("may_answer_for", "Finn in Ben's film"): lambda who: may_answer_for(who, film, finn),
        ("may_withdraw_consent", "Finn in Ben's film"): lambda who: may_withdraw_consent(who, film, finn),
        ("may_withdraw_consent", "out of sight"): lambda who: may_withdraw_consent(who, hidden, other),
        ("may_hand_in_again", "Ben's film, handed in"): lambda who: may_hand_in_again(who, film),
        ("may_hand_in_again", "Ben's film, out of sight"): lambda who: may_hand_in_again(who, hidden),
        ("may_offer_workshop", "of a call that is open"): lambda who: may_offer_workshop(who, call),
        ("may_change_workshop", "one that is ahead"): lambda who: may_change_workshop(who, call, ahead),
        ("may_change_workshop", "one that was called off"): lambda who: may_change_workshop(who, call, off),
        ("may_come", "to one that is ahead"): lambda who: may_come(who, call, ahead),
        ("may_come", "to one that was called off"): lambda who: may_come(who, call, off),
        ("may_see_who_comes", "of a call that is open"): lambda who: may_see_who_comes(who, call),
    }
