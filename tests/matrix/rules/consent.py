"""Agreements, consents, the young and leaving. The day is the tests' noon; Ben is 15 unless a row says otherwise, the others are grown up."""

from __future__ import annotations

from datetime import timedelta

from allmende.commons.agreements.testing import make_agreement
from allmende.commons.consent import commands
from allmende.commons.consent.models import AgeChange, Agreement, AgreementVersion, Evidence, Takeout
from allmende.commons.consent.queries.signing import latest_of_each
from allmende.commons.consent.rules import (
    may_accept,
    may_ask_guardian,
    may_change_protection,
    may_consent,
    may_depart,
    may_fetch_takeout,
    may_note_vetting,
    may_pay,
    may_say_age,
    may_see_agreement,
    may_see_vetting,
    may_set_age,
    may_sign,
    may_take_everything,
    may_work_with_minors,
    may_write_agreements,
    may_write_to,
)
from allmende.commons.consent.testing import make_young
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.verdicts import Verdict
from allmende.identity.accounts.models import AgeBand
from allmende.identity.actors.models import Actor, Reader
from tests.matrix.tables import Ask

RULES = "allmende.commons.consent.rules"
TABLE = """
rule                  | case                                    |  guest  stranger  community  member  host  curator
may_write_agreements  | of the community                        |  in     no        no         no      no    yes
may_write_agreements  | of the team                             |  in     no        no         no      no    yes
may_see_agreement     | what the open community asks today      |  yes    yes       yes        yes     yes   yes
may_see_agreement     | what it asked before, Finn agreed to it |  yes    yes       yes        yes     yes   yes
may_see_agreement     | a draft                                 |  404    404       404        404     404   yes
may_see_agreement     | what the team asks                      |  404    404       yes        yes     yes   yes
may_accept            | what holds today                        |  in     yes       yes        yes     yes   yes
may_accept            | what held before                        |  in     409       409        409     409   409
may_accept            | a draft                                 |  in     404       404        404     404   409
may_consent           | to show one's face                      |  in     yes       yes        in      yes   yes
may_consent           | to what nobody asks for                 |  in     404       404        404     404   404
may_say_age           | 18, who said nothing before             |  in     yes       yes        yes     yes   yes
may_say_age           | 18, who said 15 a moment ago            |  in     no        no         no      no    no
may_say_age           | 15, whose age a curator has set         |  in     no        no         no      no    no
may_set_age           | Ben's                                   |  in     no        no         no      no    yes
may_set_age           | Eli's                                   |  in     no        no         no      no    no
may_set_age           | Dora's                                  |  in     no        no         no      no    409
may_ask_guardian      | one's own                               |  in     409       409        yes     409   409
may_pay               | anything                                |  in     yes       yes        no      yes   yes
may_write_to          | Ben                                     |  in     no        no         in      no    yes
may_write_to          | Finn                                    |  in     yes       yes        in      yes   yes
may_change_protection | of the community                        |  in     no        no         no      no    yes
may_note_vetting      | of Ada                                  |  in     no        no         no      no    yes
may_note_vetting      | of Ben                                  |  in     no        no         no      no    409
may_see_vetting       | of Ada                                  |  in     no        no         no      yes   yes
may_work_with_minors  | without a note                          |  in     no        no         yes     no    no
may_work_with_minors  | Ada has a note                          |  in     no        no         yes     yes   no
may_take_everything   | that is kept of oneself                 |  in     yes       yes        yes     yes   yes
may_take_everything   | twice within an hour                    |  in     yes       yes        429     yes   yes
may_fetch_takeout     | Ben's, ready                            |  in     404       404        yes     404   404
may_fetch_takeout     | Ben's, a week later                     |  in     404       404        410     404   404
may_depart            | for good                                |  in     yes       yes        yes     yes   409
may_sign              | what is signed today                    |  in     yes       yes        yes     yes   yes
may_sign              | what everyone agrees to                 |  in     409       409        409     409   409
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    _ages_of(cast)
    return _about_agreements(cast) | _about_ages(cast) | _about_the_young(cast) | _about_leaving(cast)


def _about_agreements(cast: Cast) -> dict[tuple[str, str], Ask]:
    now, before, draft, inside = _versions(cast)
    (signed,) = latest_of_each([make_agreement(cast.eli, cast.community).id])
    return {
        ("may_write_agreements", "of the community"): lambda who: may_write_agreements(who, cast.community),
        ("may_write_agreements", "of the team"): lambda who: may_write_agreements(who, cast.team),
        ("may_see_agreement", "what the open community asks today"): lambda who: may_see_agreement(who, now),
        ("may_see_agreement", "what it asked before, Finn agreed to it"): lambda who: may_see_agreement(who, before),
        ("may_see_agreement", "a draft"): lambda who: may_see_agreement(who, draft),
        ("may_see_agreement", "what the team asks"): lambda who: may_see_agreement(who, inside),
        ("may_accept", "what holds today"): lambda who: may_accept(who, now),
        ("may_accept", "what held before"): lambda who: may_accept(who, before),
        ("may_accept", "a draft"): lambda who: may_accept(who, draft),
        ("may_sign", "what is signed today"): lambda who: may_sign(who, signed),
        ("may_sign", "what everyone agrees to"): lambda who: may_sign(who, now),
        ("may_consent", "to show one's face"): lambda who: may_consent(who, "face"),
        ("may_consent", "to what nobody asks for"): lambda who: may_consent(who, "everything"),
    }


def _about_ages(cast: Cast) -> dict[tuple[str, str], Ask]:
    def may_say(who: Reader, band: AgeBand, by: Actor | None = None, before: AgeBand | None = None) -> Verdict:
        """Ask after someone (themselves, or by) has said another band a moment ago; nothing is left of it."""
        if isinstance(who, Actor):
            AgeChange.objects.filter(actor=who).delete()
            make_young(who, before or "")  # type: ignore[arg-type]
            if before:
                AgeChange.objects.create(actor=who, band=before, by=by or who)
        verdict = may_say_age(who, band)
        _ages_of(cast)
        return verdict

    def someone_else(who: Reader) -> Actor:
        return cast.ada if who == cast.eli else cast.eli

    return {
        ("may_say_age", "18, who said nothing before"): lambda who: may_say(who, AgeBand.ADULT),
        ("may_say_age", "18, who said 15 a moment ago"): lambda who: may_say(
            who, AgeBand.ADULT, None, AgeBand.UNDER_16
        ),
        ("may_say_age", "15, whose age a curator has set"): lambda who: may_say(
            who, AgeBand.UNDER_16, someone_else(who), AgeBand.ADULT
        ),
        ("may_set_age", "Ben's"): lambda who: may_set_age(who, cast.ben, cast.community),
        ("may_set_age", "Eli's"): lambda who: may_set_age(who, cast.eli, cast.community),
        ("may_set_age", "Dora's"): lambda who: may_set_age(who, cast.dora, cast.community),
    }


def _about_the_young(cast: Cast) -> dict[tuple[str, str], Ask]:
    def may_work(who: Reader, *, vetted: bool) -> Verdict:
        commands.change_protection(cast.eli, cast.community, asks_birth_date=False, requires_vetting=True)
        if vetted:
            commands.note_vetting(cast.eli, cast.ada, cast.community, Evidence.PLEDGE, clock.now().date())
        return may_work_with_minors(who, cast.team)

    return {
        ("may_ask_guardian", "one's own"): may_ask_guardian,
        ("may_pay", "anything"): may_pay,
        ("may_write_to", "Ben"): lambda who: may_write_to(who, cast.ben),
        ("may_write_to", "Finn"): lambda who: may_write_to(who, cast.finn),
        ("may_change_protection", "of the community"): lambda who: may_change_protection(who, cast.community),
        ("may_note_vetting", "of Ada"): lambda who: may_note_vetting(who, cast.ada, cast.team),
        ("may_note_vetting", "of Ben"): lambda who: may_note_vetting(who, cast.ben, cast.team),
        ("may_see_vetting", "of Ada"): lambda who: may_see_vetting(who, cast.ada, cast.community),
        ("may_work_with_minors", "without a note"): lambda who: may_work(who, vetted=False),
        ("may_work_with_minors", "Ada has a note"): lambda who: may_work(who, vetted=True),
    }


def _about_leaving(cast: Cast) -> dict[tuple[str, str], Ask]:
    def archive(hours: int) -> Takeout:
        """Ben's archive, that was asked for and ready so many hours ago."""
        Takeout.objects.filter(actor=cast.ben).delete()
        at = clock.now() - timedelta(hours=hours)
        return Takeout.objects.create(actor=cast.ben, asked=at, ready=at, expires=at + timedelta(days=7))

    def may_take(who: Reader, hours: int) -> Verdict:
        archive(hours)
        return may_take_everything(who)

    return {
        ("may_take_everything", "that is kept of oneself"): lambda who: may_take(who, 2),
        ("may_take_everything", "twice within an hour"): lambda who: may_take(who, 0),
        ("may_fetch_takeout", "Ben's, ready"): lambda who: may_fetch_takeout(who, archive(1)),
        ("may_fetch_takeout", "Ben's, a week later"): lambda who: may_fetch_takeout(who, archive(7 * 24)),
        ("may_depart", "for good"): may_depart,
    }


def _ages_of(cast: Cast) -> None:
    """As the table says: Ben is 15, the others are grown up."""
    for person in (cast.dora, cast.finn, cast.ada, cast.eli):
        make_young(person, AgeBand.ADULT)
    make_young(cast.ben)


def _versions(cast: Cast) -> tuple[AgreementVersion, AgreementVersion, AgreementVersion, AgreementVersion]:
    """Today's charter, the one before, a draft of a new agreement, and what the team asks."""
    charter = Agreement.objects.get(space=cast.community, kind="charter")
    before = charter.versions.get(number=1)
    commands.accept(cast.finn, before)
    commands.write_draft(cast.eli, charter, before.titles, {**before.texts, "en": "Shorter."})
    now = commands.publish_draft(cast.eli, charter, asks_again=True)
    draft = commands.begin_agreement(cast.eli, cast.community).versions.get()
    own = commands.begin_agreement(cast.eli, cast.team)
    commands.write_draft(cast.eli, own, {"en": "Ladders"}, {"en": "Two hold the ladder."})
    return now, before, draft, commands.publish_draft(cast.eli, own, asks_again=True)
