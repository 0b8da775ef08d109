"""Looking at pages, away from every page of ours."""

from uuid import UUID

from django.tasks import task

from allmende.commons.previews.commands import due_previews, look_at
from allmende.foundation.tasks.worker import progress


@task()
def fetch(preview: str) -> bool:
    """Look at one page."""
    return look_at(UUID(preview))


@task()
def refresh() -> int:
    """Look again at the pages whose time has come; return how many."""
    due = due_previews()
    for number, preview in enumerate(due, 1):
        look_at(preview)
        progress(number, len(due))
    return len(due)
