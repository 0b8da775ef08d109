"""Who may take part in the talk about a thing. Ben wrote the notes and the comments."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.threads.commands import comment, lock_thread, remove_comment
from allmende.commons.threads.models import Comment
from allmende.commons.threads.rules import may_comment, may_edit, may_link, may_lock, may_remove
from tests.matrix.tables import Ask

RULES = "allmende.commons.threads.rules"
TABLE = """
rule        | case                    |  guest  stranger  community  member  host  curator
may_comment | a public note           |  in     no        yes        yes     yes   yes
may_comment | a note of the team      |  404    404       404        yes     yes   yes
may_comment | a closed discussion     |  404    404       404        409     409   409
may_comment | Ben's draft             |  404    404       404        409     404   404
may_edit    | Ben's comment           |  in     no        no         yes     no    no
may_edit    | Ben's removed comment   |  in     no        no         409     no    no
may_link    | words alone             |  yes    yes       yes        yes     yes   yes
may_link    | a link to elsewhere     |  no     no        yes        yes     yes   yes
may_remove  | Ben's comment           |  in     no        no         yes     yes   yes
may_remove  | Ben's removed comment   |  in     no        no         409     409   409
may_lock    | a public note           |  in     no        no         no      yes   yes
may_lock    | a note of the team      |  404    404       404        no      yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    team = cast.team
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, team, layer, Mode.FREE)
    public, note, closed = make_note(team, cast.ben, Layer.PUBLIC), make_note(team, cast.ben), make_note(team, cast.ben)
    draft = make_note(team, cast.ben, None)
    lock_thread(cast.ada, closed)
    said, removed = comment(cast.ben, note, "Who digs?"), comment(cast.ben, note, "Who plants?")
    remove_comment(cast.ben, removed)
    removed = Comment.objects.get(id=removed.id)
    return {
        ("may_comment", "a public note"): lambda who: may_comment(who, public),
        ("may_comment", "a note of the team"): lambda who: may_comment(who, note),
        ("may_comment", "a closed discussion"): lambda who: may_comment(who, closed),
        ("may_comment", "Ben's draft"): lambda who: may_comment(who, draft),
        ("may_edit", "Ben's comment"): lambda who: may_edit(who, said),
        ("may_edit", "Ben's removed comment"): lambda who: may_edit(who, removed),
        ("may_link", "words alone"): lambda who: may_link(who, public, "Who digs?"),
        ("may_link", "a link to elsewhere"): lambda who: may_link(who, public, "See https://elsewhere.example/pond"),
        ("may_remove", "Ben's comment"): lambda who: may_remove(who, said),
        ("may_remove", "Ben's removed comment"): lambda who: may_remove(who, removed),
        ("may_lock", "a public note"): lambda who: may_lock(who, public),
        ("may_lock", "a note of the team"): lambda who: may_lock(who, note),
    }
