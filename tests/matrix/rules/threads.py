"""Who may take part in the talk about a thing. Ben wrote the notes and the comments."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_gate
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.testing import Cast, make_note
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment, hide_comments, lock_thread, remove_comment, undo_handling
from allmende.commons.threads.models import Comment, Handling
from allmende.commons.threads.rules import (
    may_care,
    may_comment,
    may_correct,
    may_edit,
    may_hide,
    may_link,
    may_lock,
    may_move,
    may_remove,
    may_see_versions,
    may_show_again,
    may_undo,
)
from allmende.rooms.posts.testing import make_post
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
may_hide    | Ben's comment           |  404    404       404        no      yes   yes
may_hide    | Ben's hidden comment    |  404    404       404        no      409   409
may_show_again | Ben's hidden comment |  404    404       404        no      yes   yes
may_show_again | Ben's comment        |  404    404       404        no      409   409
may_correct | Ben's comment           |  404    404       404        no      yes   yes
may_correct | Ben's hidden comment    |  404    404       404        no      409   409
may_see_versions | Ben's comment      |  404    404       404        yes     yes   yes
may_move    | to a post of the team   |  404    404       404        no      yes   yes
may_move    | to a post for more      |  404    404       404        no      no    409
may_move    | to itself               |  404    404       404        no      409   409
may_undo    | a hiding                |  in     404       404        no      yes   yes
may_undo    | what was undone         |  in     404       404        no      409   409
may_care    | a note of the team      |  404    404       404        no      yes   yes
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
    return _of_care(cast, note, said) | {
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


def _of_care(cast: Cast, note: Thing, said: Comment) -> dict[tuple[str, str], Ask]:
    """What hosts and curators do with what others said."""
    rude = comment(cast.ben, note, "Rude words")
    hiding, undone = (
        hide_comments(cast.ada, note, [one.id], "So") for one in (rude, comment(cast.ben, note, "Loud words"))
    )
    undo_handling(cast.ada, undone)
    rude = Comment.objects.get(id=rude.id)
    post, inside, wide = (
        make_post(cast.ben, cast.team),
        make_post(cast.ada, cast.team),
        make_post(cast.eli, cast.community, layer=Layer.COMMUNITY),
    )
    return {
        ("may_hide", "Ben's comment"): lambda who: may_hide(who, said),
        ("may_hide", "Ben's hidden comment"): lambda who: may_hide(who, rude),
        ("may_show_again", "Ben's hidden comment"): lambda who: may_show_again(who, rude),
        ("may_show_again", "Ben's comment"): lambda who: may_show_again(who, said),
        ("may_correct", "Ben's comment"): lambda who: may_correct(who, said),
        ("may_correct", "Ben's hidden comment"): lambda who: may_correct(who, rude),
        ("may_see_versions", "Ben's comment"): lambda who: may_see_versions(who, said),
        ("may_move", "to a post of the team"): lambda who: may_move(who, post, inside),
        ("may_move", "to a post for more"): lambda who: may_move(who, post, wide),
        ("may_move", "to itself"): lambda who: may_move(who, post, post),
        ("may_undo", "a hiding"): lambda who: may_undo(who, hiding),
        ("may_undo", "what was undone"): lambda who: may_undo(
            who, Handling.objects.select_related("thing__audience", "stood").get(id=undone.id)
        ),
        ("may_care", "a note of the team"): lambda who: may_care(who, note),
    }
