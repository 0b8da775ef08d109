"""Who may do what in a hub. Eli runs the Mill, Ben and Ada belong to it; it is Monday, one o'clock in Berlin."""

from __future__ import annotations

from datetime import timedelta

from allmende.commons.spaces.commands import join_space
from allmende.commons.spaces.testing import Cast
from allmende.rooms.hubs.commands import ask, book, remove_desk, say_presence
from allmende.rooms.hubs.models import Part, Wait
from allmende.rooms.hubs.queries import hub_of
from allmende.rooms.hubs.rules import (
    calendar_of,
    may_ask,
    may_be_here,
    may_book,
    may_cancel,
    may_close,
    may_help,
    may_run,
    may_stop_waiting,
    may_wait,
)
from allmende.rooms.hubs.testing import make_hub
from tests.matrix.tables import Ask

RULES = "allmende.rooms.hubs.rules"
TABLE = """
rule        | case                                |  guest  stranger  community  member  host  curator
may_be_here | the Mill                            |  in     no        no         yes     yes   yes
may_run     | the Mill                            |  in     no        no         no      no    yes
may_book    | tomorrow                            |  in     no        no         yes     yes   yes
may_book    | this morning                        |  in     no        no         409     409   409
may_book    | on Saturday, when it is closed      |  in     no        no         409     409   409
may_book    | in a year                           |  in     no        no         422     422   422
may_wait    | on Wednesday, when one is free          |  in     no        no         409     409   409
may_wait    | today, when none is                 |  in     no        no         yes     yes   yes
may_stop_waiting | Ada's place                    |  404    404       404        404     yes   404
may_cancel  | Ben's, tomorrow                     |  404    404       404        yes     404   yes
may_cancel  | Ben's, this afternoon               |  404    404       404        409     404   yes
may_ask     | with Ben and Ada there              |  in     no        no         yes     yes   409
may_help    | Ben's question                      |  in     no        no         409     yes   409
may_close   | Ben's question                      |  404    404       404        yes     404   404
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    mill = make_hub(cast.eli, cast.community)
    for who in (cast.ben, cast.ada):
        join_space(who, mill)
        say_presence(who, mill, is_here=True)
    hub = hub_of(mill)
    today, calendar = hub.today, calendar_of(hub)
    tomorrow = book(cast.ben, mill, today + timedelta(days=1), Part.DAY)
    late = book(cast.ben, mill, today, Part.AFTERNOON)
    for one in mill.hub.desks.exclude(id=late.desk_id):
        remove_desk(cast.eli, mill, one)
    place = Wait(hub=hub, person=cast.ada, day=today, part=Part.AFTERNOON)
    question = ask(cast.ben, mill, "How do I weigh a frog?")
    question.hub = hub

    def booking(days: int, part: Part = Part.DAY) -> Ask:
        return lambda who: may_book(who, hub, today + timedelta(days=days), part, calendar)

    return {
        ("may_be_here", "the Mill"): lambda who: may_be_here(who, mill),
        ("may_run", "the Mill"): lambda who: may_run(who, mill),
        ("may_book", "tomorrow"): booking(1),
        ("may_book", "this morning"): booking(0, Part.MORNING),
        ("may_book", "on Saturday, when it is closed"): booking(5),
        ("may_book", "in a year"): booking(365),
        ("may_wait", "on Wednesday, when one is free"): lambda who: may_wait(
            who, hub, today + timedelta(days=2), Part.DAY, calendar
        ),
        ("may_wait", "today, when none is"): lambda who: may_wait(who, hub, today, Part.AFTERNOON, calendar),
        ("may_stop_waiting", "Ada's place"): lambda who: may_stop_waiting(who, place),
        ("may_cancel", "Ben's, tomorrow"): lambda who: may_cancel(who, tomorrow),
        ("may_cancel", "Ben's, this afternoon"): lambda who: may_cancel(who, late),
        ("may_ask", "with Ben and Ada there"): lambda who: may_ask(who, hub),
        ("may_help", "Ben's question"): lambda who: may_help(who, question),
        ("may_close", "Ben's question"): lambda who: may_close(who, question),
    }
