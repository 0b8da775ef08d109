"""Contributions made with others: fields, teams, sources, suggestions, a host's look."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from allmende.commons.authorship.queries import authors_of
from allmende.commons.authorship.rules import may_answer
from allmende.commons.lineage.queries import lineage_of
from allmende.commons.things.models import Thing
from allmende.commons.things.shapes import line_out, who
from allmende.foundation.api import Page, paged, unchanged
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.api.area import call_at, contribution_at, router
from allmende.rooms.calls.api.together import (
    AuthorOut,
    BackIn,
    CoAuthorIn,
    FieldOut,
    FieldsIn,
    JoinsIn,
    LineageOut,
    SharesIn,
    SourceIn,
    SuggestionIn,
    SuggestionOut,
)
from allmende.rooms.calls.commands import looking, sources, suggesting, team
from allmende.rooms.calls.commands.template import FieldText, set_template
from allmende.rooms.calls.models import Call, Contribution, Suggestion
from allmende.rooms.calls.queries.suggestions import find_suggestion, suggestions_of
from allmende.rooms.calls.queries.template import template_of
from allmende.rooms.calls.rules import is_author, may_change_call

ONE = "/calls/{slug:slug}/contributions/{int:number}"


@router.reads("/calls/{slug:slug}/fields", Page[FieldOut])
def list_call_fields(request: HttpRequest, response: HttpResponse, slug: str) -> Any:
    """List the fields that a call asks for beside title and description."""
    return paged(request, response, _fields(call_at(request, slug)), None)


@router.puts("/calls/{slug:slug}/fields", versioned=True)
def set_call_fields(request: HttpRequest, slug: str, sent: FieldsIn) -> None:
    """Say which fields a call asks for: all of them anew, in this order. What was typed into one that is gone is kept."""
    call = call_at(request, slug)
    require(may_change_call(request.actor, call))
    unchanged(request, call.revision)
    fields = [FieldText(**field.model_dump(exclude={"choices"}), choices=tuple(field.choices)) for field in sent.fields]
    set_template(request.actor, call, fields, revision=call.revision)


@router.reads(f"{ONE}/team", Page[AuthorOut], members=True)
def list_authors(request: HttpRequest, response: HttpResponse, slug: str, number: int) -> Any:
    """List who makes a contribution together, and how they share; empty for one who makes it alone."""
    contribution = contribution_at(request, slug, number)
    if not is_author(request.actor, contribution):
        require(may_answer(request.actor, contribution))
    rows = [
        {"person": who(one.card), "share": one.share, "state": one.state, "agrees": one.agreed}
        for one in authors_of(contribution.id)
    ]
    return paged(request, response, rows, None)


@router.posts(f"{ONE}/team")
def ask_author(request: HttpRequest, slug: str, number: int, sent: CoAuthorIn) -> None:
    """Ask someone to be a co-author; they see the contribution from now on."""
    team.ask_in(request.actor, contribution_at(request, slug, number), _person(sent.person))


@router.posts(f"{ONE}/team/answer")
def answer_author_invitation(request: HttpRequest, slug: str, number: int, sent: JoinsIn) -> None:
    """Say yes or no to being a co-author."""
    team.answer(request.actor, contribution_at(request, slug, number), joins=sent.joins)


@router.puts(f"{ONE}/team/shares")
def set_author_shares(request: HttpRequest, slug: str, number: int, sent: SharesIn) -> None:
    """Set what each author gets of any reward: whole hundredths of a percent that add up to 10,000."""
    contribution = contribution_at(request, slug, number)
    team.share_out(request.actor, contribution, {_person(handle).id: share for handle, share in sent.shares.items()})


@router.posts(f"{ONE}/team/agreement")
def agree_to_author_shares(request: HttpRequest, slug: str, number: int, sent: SharesIn) -> None:
    """Agree to the shares as you saw them."""
    contribution = contribution_at(request, slug, number)
    team.agree(request.actor, contribution, {_person(handle).id: share for handle, share in sent.shares.items()})


@router.posts(f"{ONE}/team/leaving")
def leave_authors(request: HttpRequest, slug: str, number: int) -> None:
    """Leave the authors; your share goes to the others."""
    team.leave(request.actor, contribution_at(request, slug, number))


@router.removes(f"{ONE}/team/{{str:handle}}")
def take_author_invitation_back(request: HttpRequest, slug: str, number: int, handle: str) -> None:
    """Take an open invitation back."""
    team.take_out(request.actor, contribution_at(request, slug, number), _person(handle))


@router.posts(f"{ONE}/admission")
def admit_contribution(request: HttpRequest, slug: str, number: int) -> None:
    """Let in what waits for a host."""
    looking.release(request.actor, contribution_at(request, slug, number))


@router.posts(f"{ONE}/return")
def return_contribution(request: HttpRequest, slug: str, number: int, sent: BackIn) -> None:
    """Give back what waits for a host, with words about what is missing."""
    looking.send_back(request.actor, contribution_at(request, slug, number), sent.words)


@router.posts(f"{ONE}/removal")
def take_out_contribution(request: HttpRequest, slug: str, number: int, sent: BackIn) -> None:
    """Take out of the call what others handed in, with a reason that they read; for hosts."""
    looking.take_out(request.actor, contribution_at(request, slug, number), sent.words)


@router.reads(f"{ONE}/lineage", LineageOut)
def read_lineage(request: HttpRequest, slug: str, number: int) -> Any:
    """Read what a contribution came of, and what came of it, as far as you see."""
    found = lineage_of(contribution_at(request, slug, number).id, request.actor)
    return {
        "before": [line_out(request, line) for _depth, line in found.before],
        "after": [line_out(request, line) for _depth, line in found.after],
        "ties": [{"earlier": tie.earlier, "later": tie.later, "kind": tie.kind} for tie in found.ties],
    }


@router.posts(f"{ONE}/sources")
def name_contribution_source(request: HttpRequest, slug: str, number: int, sent: SourceIn) -> None:
    """Say that a contribution builds on something, takes it in, is a part of it, or carries it over."""
    source = Thing.objects.visible_to(request.actor).filter(id=sent.source).first()
    if source is None:
        raise Http404
    sources.build_on(request.actor, contribution_at(request, slug, number), source, sent.kind)


@router.removes(f"{ONE}/sources/{{uuid:key}}")
def drop_contribution_source(request: HttpRequest, slug: str, number: int, key: UUID) -> None:
    """Take back that a contribution builds on something."""
    sources.build_on_no_more(request.actor, contribution_at(request, slug, number), key)


@router.reads(f"{ONE}/suggestions", Page[SuggestionOut])
def list_suggestions(request: HttpRequest, response: HttpResponse, slug: str, number: int) -> Any:
    """List what is suggested for a contribution: what waits first, a hundred at most."""
    rows = suggestions_of(contribution_at(request, slug, number))
    shown = [
        {
            "id": row.id, "person": {"handle": row.handle, "name": row.author}, "passage": row.passage,
            "replacement": row.replacement, "why": row.why, "state": row.state, "made": row.made, "is_stale": row.is_stale,
        }
        for row in rows
    ]  # fmt: skip
    return paged(request, response, shown, None)


@router.posts(f"{ONE}/suggestions")
def suggest_passage(request: HttpRequest, slug: str, number: int, sent: SuggestionIn) -> None:
    """Suggest other words for a passage."""
    suggesting.suggest(request.actor, contribution_at(request, slug, number), **sent.model_dump())


@router.posts(f"{ONE}/suggestions/{{uuid:key}}/acceptance")
def accept_suggestion(request: HttpRequest, slug: str, number: int, key: UUID) -> None:
    """Take a suggestion up in a new version that names who made it."""
    suggesting.accept_suggestion(request.actor, _suggestion(contribution_at(request, slug, number), key))


@router.posts(f"{ONE}/suggestions/{{uuid:key}}/refusal")
def decline_suggestion(request: HttpRequest, slug: str, number: int, key: UUID) -> None:
    """Leave the words as they are."""
    suggesting.decline_suggestion(request.actor, _suggestion(contribution_at(request, slug, number), key))


def _suggestion(contribution: Contribution, key: UUID) -> Suggestion:
    found = find_suggestion(contribution, key)
    if found is None:
        raise Http404
    return found


def _person(handle: str) -> Actor:
    found = Actor.objects.filter(handle=handle[:40].replace("\0", ""), erased=None).first()
    if found is None:
        raise Http404
    return found


def _fields(call: Call) -> list[dict[str, Any]]:
    names = ("key", "kind", "label", "help", "is_required", "most", "unit")
    return [
        {name: getattr(field, name) for name in names} | {"choices": list(field.choices)}
        for field in template_of(call.id)
    ]
