"""Suggesting other words for a passage, and taking them up in a new version."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import PassageSuggested, SuggestionAccepted, SuggestionDeclined
from allmende.rooms.calls.commands.contributions import locked_contribution, save_contribution
from allmende.rooms.calls.models import Contribution, Suggestion, SuggestionState
from allmende.rooms.calls.rules import may_answer_suggestion, may_suggest

LONGEST_PASSAGE = 4_000
MOST_OPEN = 50


@transaction.atomic
def suggest(actor: Actor, contribution: Contribution, passage: str, replacement: str, why: str = "") -> Suggestion:
    """Suggest other words for a passage of a contribution's text; none leave it out. The same again is the same one.

    Raises Refused (422) where the passage doesn't stand in the text, or isn't changed; (409) where too many wait.
    """
    contribution = locked_contribution(contribution)
    require(may_suggest(actor, contribution))
    passage, replacement = clean_text(passage).strip(), clean_text(replacement).strip()
    errors: dict[str, Text] = {}
    if not passage or passage not in contribution.text:
        errors["passage"] = _("Copy the passage as it stands in the text, letter by letter.")
    if max(len(passage), len(replacement)) > LONGEST_PASSAGE:
        errors["replacement"] = _("4,000 letters at most: suggest one passage at a time.")
    if passage and passage == replacement:
        errors["replacement"] = _("These are the words that stand there already.")
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    rows = Suggestion.objects.filter(contribution=contribution, state=SuggestionState.OPEN)
    if same := rows.filter(author=actor, passage=passage, replacement=replacement).first():
        return same
    if rows.count() >= MOST_OPEN:
        raise Refused(_("Fifty suggestions wait here already. Let its authors answer them first."), 409)
    made = Suggestion.objects.create(
        contribution=contribution, author=actor, passage=passage, replacement=replacement, why=clean_line(why)[:300]
    )
    record(PassageSuggested(suggestion=made.id, **_where(actor, contribution)))
    return made


@transaction.atomic
def accept_suggestion(actor: Actor, suggestion: Suggestion) -> Contribution:
    """Take a suggestion up: a new version, whose note names who suggested it. Raises Refused (409) where the passage is gone."""
    suggestion = _held(suggestion)
    require(may_answer_suggestion(actor, suggestion))
    contribution = suggestion.contribution
    if suggestion.passage not in contribution.text:
        raise Refused(_("The passage has changed since. Revise the text yourself, or leave it as it is."), 409)
    text = contribution.text.replace(suggestion.passage, suggestion.replacement, 1)
    with override(contribution.language):
        note = gettext("as suggested by %(name)s") % {"name": suggestion.author.name}
    saved = save_contribution(actor, contribution, contribution.revision, note=note, text=text)
    _answer(suggestion, SuggestionState.ACCEPTED)
    record(SuggestionAccepted(suggestion=suggestion.id, person=suggestion.author_id, **_where(actor, contribution)))
    return saved


@transaction.atomic
def decline_suggestion(actor: Actor, suggestion: Suggestion) -> None:
    """Leave the words as they are, with thanks."""
    suggestion = _held(suggestion)
    require(may_answer_suggestion(actor, suggestion))
    _answer(suggestion, SuggestionState.DECLINED)
    record(
        SuggestionDeclined(
            suggestion=suggestion.id, person=suggestion.author_id, **_where(actor, suggestion.contribution)
        )
    )


def _held(suggestion: Suggestion) -> Suggestion:
    Thing.objects.hold(suggestion.contribution_id)
    held = Suggestion.objects.select_related("author").get(id=suggestion.id)
    held.contribution = locked_contribution(Contribution(id=suggestion.contribution_id))
    return held


def _answer(suggestion: Suggestion, state: SuggestionState) -> None:
    suggestion.state, suggestion.decided = state, clock.now()
    suggestion.save(update_fields=["state", "decided"])


def _where(actor: Actor, contribution: Contribution) -> dict[str, Any]:
    return {
        "actor": actor.id, "thing": contribution.id, "space": contribution.call.place_id, "audience": contribution.audience_id
    }  # fmt: skip
