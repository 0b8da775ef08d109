"""Who may do what with profiles: Ben's, young Finn's (below 18), and that of Moss, who has no account and is in Eli's care."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast, make_note
from allmende.identity.accounts.models import Account, AgeBand
from allmende.identity.actors.models import Actor
from allmende.people.profiles import commands as say
from allmende.people.profiles.models import Key, Managed
from allmende.people.profiles.rules import (
    may_accept_endorsement,
    may_claim,
    may_decide_claim,
    may_edit,
    may_endorse,
    may_erase_managed,
    may_import_skills,
    may_make_managed,
    may_show,
    may_show_source,
    may_take_over,
    may_view_as,
    may_withdraw_endorsement,
)
from tests.matrix.tables import Ask

RULES = "allmende.people.profiles.rules"
TABLE = """
rule                     | case                            |  guest  stranger  community  member  host  curator
may_edit                 | Ben's                           |  in     no        no         yes     no    no
may_edit                 | that of Moss                    |  in     no        no         no      no    yes
may_show                 | Ben's, to everyone              |  in     no        no         yes     no    no
may_show                 | Finn's, to everyone             |  in     no        no         no      no    no
may_show                 | Finn's, to the community        |  in     no        yes        no      no    no
may_show_source          | Ben's note                      |  in     no        no         yes     no    no
may_show_source          | Ben's draft                     |  in     no        no         409     no    no
may_show_source          | Ada's note                      |  in     no        no         no      no    no
may_endorse              | Ben's skill                     |  in     no        yes        no      yes   yes
may_endorse              | Ben's skill, which Finn did     |  in     no        409        no      yes   yes
may_endorse              | Ben's language                  |  in     no        409        409     409   409
may_accept_endorsement   | Finn's of Ben                   |  in     no        no         yes     no    no
may_accept_endorsement   | Finn's of Ben, accepted         |  in     no        no         409     no    no
may_withdraw_endorsement | Finn's of Ben                   |  in     no        yes        yes     no    no
may_make_managed         | in the community                |  in     no        no         no      no    yes
may_erase_managed        | that of Moss                    |  in     no        no         no      no    yes
may_claim                | that of Moss                    |  in     yes       yes        yes     yes   yes
may_claim                | that of Fern, which Dora did    |  in     409       yes        yes     yes   yes
may_decide_claim         | Dora's of Fern                  |  in     no        no         no      no    yes
may_decide_claim         | Eli's own of Reed               |  in     no        no         no      no    no
may_take_over            | with one's own account          |  in     yes       yes        409     409   409
may_view_as              | Ben's                           |  in     no        no         yes     no    no
may_import_skills        | in the community                |  in     no        no         no      no    yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    community, ben = cast.community, cast.ben
    Account.objects.filter(actor=cast.finn).update(age_band=AgeBand.UNDER_18)
    finn = Actor.objects.get(id=cast.finn.id)
    note, draft = make_note(cast.team, ben), make_note(cast.team, ben, None)
    adas = make_note(cast.team, cast.ada)
    said = [say.skill(name, "en") for name in ("Joinery", "Sails", "Knots")]
    doors, praised, skill = say.put(ben, ben, community, Key.SKILL, said)
    speaks = say.put(ben, ben, community, Key.LANGUAGE, [say.spoken("cy", 7)])[0]
    praise = say.endorse(cast.finn, praised, community, "Made the sails of our boat.")
    shown = say.accept_endorsement(ben, say.endorse(cast.finn, doors, community, "Made all our doors."))
    moss, fern, reed = (say.make_managed(cast.eli, community, name=name) for name in ("Moss", "Fern", "Reed"))
    care, claimed, owned = (Managed.objects.get(actor=person) for person in (moss, fern, reed))
    claim, own = say.claim(cast.dora, claimed), say.claim(cast.eli, owned)
    return {
        ("may_edit", "Ben's"): lambda who: may_edit(who, ben),
        ("may_edit", "that of Moss"): lambda who: may_edit(who, moss),
        ("may_show", "Ben's, to everyone"): lambda who: may_show(who, ben, Layer.PUBLIC),
        ("may_show", "Finn's, to everyone"): lambda who: may_show(who, finn, Layer.PUBLIC),
        ("may_show", "Finn's, to the community"): lambda who: may_show(who, finn, Layer.COMMUNITY),
        ("may_show_source", "Ben's note"): lambda who: may_show_source(who, ben, note),
        ("may_show_source", "Ben's draft"): lambda who: may_show_source(who, ben, draft),
        ("may_show_source", "Ada's note"): lambda who: may_show_source(who, ben, adas),
        ("may_endorse", "Ben's skill"): lambda who: may_endorse(who, skill, community),
        ("may_endorse", "Ben's skill, which Finn did"): lambda who: may_endorse(who, praised, community),
        ("may_endorse", "Ben's language"): lambda who: may_endorse(who, speaks, community),
        ("may_accept_endorsement", "Finn's of Ben"): lambda who: may_accept_endorsement(who, praise),
        ("may_accept_endorsement", "Finn's of Ben, accepted"): lambda who: may_accept_endorsement(who, shown),
        ("may_withdraw_endorsement", "Finn's of Ben"): lambda who: may_withdraw_endorsement(who, praise),
        ("may_make_managed", "in the community"): lambda who: may_make_managed(who, community),
        ("may_erase_managed", "that of Moss"): lambda who: may_erase_managed(who, care),
        ("may_claim", "that of Moss"): lambda who: may_claim(who, care),
        ("may_claim", "that of Fern, which Dora did"): lambda who: may_claim(who, claimed),
        ("may_decide_claim", "Dora's of Fern"): lambda who: may_decide_claim(who, claim),
        ("may_decide_claim", "Eli's own of Reed"): lambda who: may_decide_claim(who, own),
        ("may_take_over", "with one's own account"): may_take_over,
        ("may_view_as", "Ben's"): lambda who: may_view_as(who, ben),
        ("may_import_skills", "in the community"): lambda who: may_import_skills(who, community),
    }
