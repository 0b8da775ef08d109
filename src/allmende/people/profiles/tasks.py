"""What profiles do in the background: looking whether links lead back."""

from __future__ import annotations

from uuid import UUID

from django.tasks import task

from allmende.foundation.tasks.worker import every
from allmende.people.profiles import commands


@task
def verify_link(link: str) -> bool:
    """Fetch a link's page and look for the profile's address."""
    return commands.verify_link(UUID(link))


@task
def check_links() -> int:
    """Look again at what was verified long ago; return how many."""
    return commands.check_links()


every(check_links, days=1)
