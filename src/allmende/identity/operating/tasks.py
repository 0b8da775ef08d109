"""Letting accounts in again."""

from django.tasks import task

from allmende.identity.operating.commands import accounts


@task()
def end_suspensions() -> int:
    """Let in again whose time is up; return how many."""
    return accounts.end_suspensions()
