"""Every table that can hold something of a person is in a holding, or stands here with the reason why not."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models

from allmende.foundation.personal import holdings
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor

EXCEPTIONS = {
    "auth.Group": "names of permissions for operators",
    "auth.Permission": "names of permissions for operators",
    "contenttypes.ContentType": "names of tables",
    "sites.Site": "the node's host name",
    "journal.Cursor": "how far an observer has read; an error text names ids",
    "spaces.OldSlug": "an address of a space",
    "spaces.Gate": "a space's setting",
    "spaces.RoomLock": "which rooms a kind of space has",
    "files.SpaceKey": "keys of spaces, wrapped",
    "previews.Preview": "what public pages say of themselves",
    "backups.Backup": "where an archive lies and what kept it from being made",
    "reminders.Reminder": "what ends when; whom it reminds is asked when it does",
    "tasks.Worker": "the name of a machine and a process",
    "options.Value": "numbers that operators set",
    "mail.Box": "how far the node's own mailbox was read",
    "mail.Stopped": "signatures of addresses, which nobody can turn back; a year at most",
    "limits.Limit": "signatures of what was counted, which nobody can turn back; hours at most",
    "limits.Shared": "codes and counts of minutes, under keys that name nobody",
    "signon.Provider": "what operators enter of a provider",
    "socialaccount.SocialApp": "allauth's table of providers, which stays empty",
    "consent.Agreement": "a space's list",
    "consent.Protection": "a community's settings",
    "calls.OldCallSlug": "an address of a call",
    "calls.Redaction": "passages of a contribution, which are in it",
    "calls.Shortlisted": "a contribution's place",
    "calls.Phase": "dates of a call",
    "calls.Prize": "what there is to win in a call",
    "calls.PrizePlan": "what belongs to the prizes of a call",
    "stages.Stage": "phases of a community, in words that curators wrote for all",
    "calls.CallTemplate": "what calls of a community begin with",
    "calls.TemplateField": "what a call asks for",
    "threads.Thread": "counters",
    "ratings.Criterion": "what is asked of contributions",
    "ratings.Place": "what many ratings came to",
    "ratings.Ranking": "what many ratings came to",
    "reactions.Tally": "counters",
    "tags.Tag": "words that anyone may use",
    "tags.Tagging": "a word on a thing, which is in its room's holding",
    "ballots.Box": "dates and sums of a vote",
    "arrivals.Moved": "hangs on arrivals.Merge, and is forgotten with it",
    "plans.Goal": "what a plan measures",
    "plans.BudgetLine": "what a plan costs",
    "plans.Topic": "where a question of a plan is discussed",
    "hubs.Desk": "a desk's name",
    "hubs.Hub": "a hub's address",
    "hubs.SpecialDay": "hours of a hub",
    "methods.SetOut": "which cards a community was given",
    "nominations.EntryRule": "a space's rule and questions",
    "organisations.Fact": "legal data of an organisation",
    "profiles.Skill": "the list of skills",
    "profiles.SkillAlias": "the list of skills",
    "profiles.SkillName": "the list of skills",
    "trust.Rung": "what a level gives and asks",
    "trust.Survey": "measures of a graph, with ids, made anew by the next one",
    "welcome.Commitment": "what can be committed to, written by curators",
    "welcome.Founding": "gone once the community is founded",
}
"""Tables that no person's data can stand in, each with its reason."""

BESIDE_MODELS = {
    "django_migrations": "which migrations have run",
    "search_index": "the full-text index of search_document, kept in step by the database itself",
    "search_index_config": "of the full-text index",
    "search_index_data": "of the full-text index",
    "search_index_docsize": "of the full-text index",
    "search_index_idx": "of the full-text index",
    "sqlite_sequence": "counters",
    "sqlite_stat1": "how often values occur, for SQLite's planner",
}
"""Tables that have no model."""

FREE_TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.GenericIPAddressField,
    models.FileField,
    models.BinaryField,
)


def can_hold_a_person(model: type[models.Model]) -> bool:
    """Whether a model points at someone, holds an id that could be someone's, or a text in which someone could be named."""
    for field in model._meta.get_fields():
        if field.auto_created or not getattr(field, "concrete", False):
            continue
        if field.related_model in {Actor, Account}:
            return True
        if (
            isinstance(field, models.UUIDField)
            and not field.primary_key
            and field.name in {"actor", "by", "person", "owner", "author", "user"}
        ):
            return True
        if isinstance(field, FREE_TEXT) and not field.choices:
            return True
    return False


def test_every_table_that_can_hold_a_person_is_covered() -> None:
    covered = {table.lower() for holding in holdings() for table in holding.tables}
    found = {model._meta.label for model in apps.get_models(include_auto_created=False) if can_hold_a_person(model)}
    missing = sorted(label for label in found if label.lower() not in covered and label not in EXCEPTIONS)
    assert missing == [], (
        "Name them in a Holding (personal.py of their app), or here with the reason why nothing of a person is in them."
    )


def test_no_exception_and_no_holding_names_a_table_that_is_gone() -> None:
    labels = {model._meta.label.lower() for model in apps.get_models()}
    named = {table for holding in holdings() for table in holding.tables}
    assert sorted(table for table in named if table.lower() not in labels) == []
    assert sorted(table for table in EXCEPTIONS if table.lower() not in labels and not table.startswith("sites.")) == []


@pytest.mark.django_db
def test_no_table_hides_behind_the_models() -> None:
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert sorted(set(connection.introspection.table_names()) - known - BESIDE_MODELS.keys()) == []


def test_every_holding_says_in_words_what_it_keeps_and_why_and_for_how_long() -> None:
    mute = [holding.key for holding in holdings() if not (holding.title and holding.why and holding.until)]
    assert mute == [], "The privacy page tells everyone: give each Holding its title, why and until."
