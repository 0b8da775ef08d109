"""Who lets which program be told. The hooks are Eli's: of the team, and of the whole node, which nobody of the cast runs."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.observers.webhooks.models import Hook
from allmende.observers.webhooks.rules import (
    may_have,
    may_hook_everywhere,
    may_keep_hooks,
    may_run_hook,
    may_see_hook,
    may_stop_hook,
)
from tests.matrix.tables import Ask

RULES = "allmende.observers.webhooks.rules"
TABLE = """
rule                | case               |  guest  stranger  community  member  host  curator
may_keep_hooks      | the community      |  in     no        no         no      no    yes
may_keep_hooks      | the team           |  in     no        no         no      no    yes
may_hook_everywhere | the node           |  in     no        no         no      no    no
may_have            | in the team        |  in     no        no         no      no    yes
may_have            | everywhere         |  in     no        no         no      no    no
may_see_hook        | of the team        |  in     404       404        404     404   yes
may_see_hook        | of the node        |  in     404       404        404     404   404
may_stop_hook       | of the team        |  in     404       404        404     404   yes
may_run_hook        | of the team, Eli's |  in     404       404        404     404   yes
may_run_hook        | of the team, Ben's |  in     404       404        404     404   no
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    own, node, bens = (
        Hook(owner=owner, space=cast.team, layer=Layer.PUBLIC, everywhere=everywhere)
        for owner, everywhere in ((cast.eli, False), (cast.eli, True), (cast.ben, False))
    )
    return {
        ("may_keep_hooks", "the community"): lambda who: may_keep_hooks(who, cast.community),
        ("may_keep_hooks", "the team"): lambda who: may_keep_hooks(who, cast.team),
        ("may_hook_everywhere", "the node"): may_hook_everywhere,
        ("may_have", "in the team"): lambda who: may_have(who, cast.team, everywhere=False),
        ("may_have", "everywhere"): lambda who: may_have(who, cast.team, everywhere=True),
        ("may_see_hook", "of the team"): lambda who: may_see_hook(who, own),
        ("may_see_hook", "of the node"): lambda who: may_see_hook(who, node),
        ("may_stop_hook", "of the team"): lambda who: may_stop_hook(who, own),
        ("may_run_hook", "of the team, Eli's"): lambda who: may_run_hook(who, own),
        ("may_run_hook", "of the team, Ben's"): lambda who: may_run_hook(who, bens),
    }
