"""Who keeps the node running: its operators; nobody of the cast is one, so for them there is nothing."""

from __future__ import annotations

from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.tasks.models import Job
from allmende.identity.accounts.commands import open_account
from allmende.identity.operating import rules
from tests.matrix.tables import Ask

RULES = "allmende.identity.operating.rules"
TABLE = """
rule             | case      |  guest  stranger  community  member  host  curator
may_see_work     | the node  |  404    404       404        404     404   404
may_retry_job    | one dead  |  404    404       404        404     404   404
may_drop_job     | one dead  |  404    404       404        404     404   404
may_see_accounts | the node  |  404    404       404        404     404   404
may_help_in      | someone   |  404    404       404        404     404   404
may_sign_out     | someone   |  404    404       404        404     404   404
may_suspend      | someone   |  404    404       404        404     404   404
may_readmit      | someone   |  404    404       404        404     404   404
may_set_option   | the node  |  404    404       404        404     404   404
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Say how each line is asked."""
    job = Job.objects.create(path="x", state="dead", run_after=clock.now())
    gus = open_account("gus@example.org", "Gus")
    account = gus.account
    return {
        ("may_see_work", "the node"): rules.may_see_work,
        ("may_retry_job", "one dead"): lambda who: rules.may_retry_job(who, job),
        ("may_drop_job", "one dead"): lambda who: rules.may_drop_job(who, job),
        ("may_see_accounts", "the node"): rules.may_see_accounts,
        ("may_help_in", "someone"): lambda who: rules.may_help_in(who, account),
        ("may_sign_out", "someone"): lambda who: rules.may_sign_out(who, account),
        ("may_suspend", "someone"): lambda who: rules.may_suspend(who, account),
        ("may_readmit", "someone"): lambda who: rules.may_readmit(who, gus),
        ("may_set_option", "the node"): lambda who: rules.may_set_option(who, rules.LONGEST, 7),
    }
