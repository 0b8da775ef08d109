"""Who writes to many, and who looks at it. Eli, who curates, wrote to the community; nobody has a duty, so its curators serve."""

from __future__ import annotations

from collections.abc import Callable

from allmende.commons.spaces.testing import Cast
from allmende.foundation.verdicts import Verdict
from allmende.rooms.messages.commands import (
    Words,
    answer_announcement,
    draft_announcement,
    pause,
    release,
    send_out,
    sending,
)
from allmende.rooms.messages.models import Announcement, AnnouncementState
from allmende.rooms.messages.queries import Chosen
from allmende.rooms.messages.rules import (
    may_announce,
    may_answer_for,
    may_drop,
    may_pause,
    may_read_announcement,
    may_release,
    may_resume,
    may_review,
    may_see_outbox,
    may_take,
    may_take_back,
    may_word,
)
from tests.matrix.tables import Ask, read

RULES = "allmende.rooms.messages.rules"
TABLE = """
rule                  | case                        |  guest  stranger  community  member  host  curator
may_announce          | the community               |  in     no        no         no      no    yes
may_announce          | the team                    |  in     no        no         no      no    yes
may_answer_for        | the community               |  in     no        no         no      no    yes
may_see_outbox        | the community               |  in     no        no         no      no    yes
may_word              | a draft                     |  in     no        no         no      no    yes
may_word              | it went out                 |  in     no        no         no      no    409
may_release           | a draft                     |  in     no        no         no      no    yes
may_release           | it went out                 |  in     no        no         no      no    409
may_review            | Eli's own, waiting          |  in     no        no         no      no    no
may_review            | a draft                     |  in     no        no         no      no    409
may_pause             | it is going out             |  in     no        no         no      no    yes
may_pause             | a draft                     |  in     no        no         no      no    409
may_resume            | it is paused                |  in     no        no         no      no    yes
may_resume            | it is going out             |  in     no        no         no      no    409
may_take_back         | it went out                 |  in     no        no         no      no    yes
may_take_back         | a draft                     |  in     no        no         no      no    409
may_drop              | a draft                     |  in     no        no         no      no    yes
may_read_announcement | it went out                 |  in     404       yes        yes     yes   404
may_read_announcement | a draft                     |  in     404       404        404     404   404
may_take              | Ben's answer                |  in     404       404        404     404   yes
"""
RULES_HERE = (
    may_announce, may_answer_for, may_see_outbox, may_word, may_release, may_review, may_pause, may_resume, may_take_back, may_drop,
    may_read_announcement, may_take,
)  # fmt: skip


def of(rule: Callable[..., Verdict], about: object) -> Ask:
    """Ask a rule about something."""
    return lambda who: rule(who, about)


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""

    def drafted() -> Announcement:
        words = {"en": Words("Summer feast", "We celebrate on Saturday.")}
        return draft_announcement(cast.eli, cast.community, words, Chosen())

    out = release(cast.eli, drafted())
    send_out()
    draft, going, paused, waiting = drafted(), drafted(), drafted(), drafted()
    for one in (going, paused):
        release(cast.eli, one)
        sending.begin_sending(one.pk)
    pause(cast.eli, paused)
    waiting.state = AnnouncementState.REVIEW
    waiting.save()
    found = {row.pk: row for row in Announcement.objects.select_related("place__root", "author", "audience")}
    cases = {
        "a draft": found[draft.pk], "it went out": found[out.pk], "it is going out": found[going.pk],
        "it is paused": found[paused.pk], "Eli's own, waiting": found[waiting.pk], "the community": cast.community,
        "the team": cast.team, "Ben's answer": answer_announcement(cast.ben, out, "I come.").conversation,
    }  # fmt: skip
    rules = {rule.__name__: rule for rule in RULES_HERE}
    return {(row.verb, row.case): of(rules[row.verb], cases[row.case]) for row in read(TABLE)}
