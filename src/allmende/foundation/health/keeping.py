"""What the doctor found last, kept so that the back office shows it without looking at everything again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches
from django.tasks import task

from allmende.foundation import clock
from allmende.foundation.health.findings import Finding, State, examine

KEY = "health"
KEPT = 24 * 3600
STALE = timedelta(hours=2)
"""What was found so long ago says that no worker looks any more."""


@dataclass(frozen=True)
class Examination:
    """What was found, and when it was looked for; None while nobody has looked at everything."""

    at: datetime | None
    findings: list[Finding]

    @property
    def ills(self) -> list[Finding]:
        """What is not well, the worst first."""
        found = [finding for finding in self.findings if finding.state != State.GOOD]
        return sorted(found, key=lambda finding: finding.state != State.BAD)


@task()
def look_around() -> int:
    """Look at everything and keep what was found; return how much is not well."""
    return len(look_at_everything().ills)


def look_at_everything() -> Examination:
    """Look at everything now, and keep what was found for all processes of the node."""
    found = examine()
    kept = [(one.key, one.state.value, one.template, one.cure, dict(one.values)) for one in found]
    caches["shared"].set(KEY, (clock.now(), kept), KEPT)
    return Examination(clock.now(), found)


def last_examination() -> Examination:
    """Return what was found last; a backup that failed can't wait and is looked at now, and so is who looks. Two statements."""
    at, kept = caches["shared"].get(KEY) or (None, [])
    is_fresh = at is not None and clock.now() - at < STALE
    now = {finding.key: finding for finding in examine(("backup",) if is_fresh else ("worker", "backup"))}
    earlier = [Finding(key, State(state), *rest) for key, state, *rest in kept]
    return Examination(at, [*now.values(), *(finding for finding in earlier if finding.key not in now)])
