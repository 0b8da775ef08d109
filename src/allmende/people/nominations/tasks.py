"""Long and late work of coming in."""

from django.tasks import task

from allmende.people.nominations.commands import turns


@task
def forget_old() -> int:
    """Erase what was kept of people who did not come in; return how many rows."""
    return turns.forget_old()
