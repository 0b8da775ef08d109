"""The page of one contribution: what is the same for all who see it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _

from allmende.commons.authorship.models import AuthorState
from allmende.commons.authorship.queries import authors_of
from allmende.commons.files.queries import portrait_url
from allmende.commons.lineage.queries import has_lineage
from allmende.commons.versions.queries import has_versions
from allmende.foundation.clock import instant_of
from allmende.foundation.kept import kept
from allmende.rooms.calls.models import CallState, Contribution, ContributionState, Ending
from allmende.rooms.calls.queries.links import call_url, contribution_url
from allmende.rooms.calls.queries.phases import day
from allmende.rooms.calls.queries.template import Answer, answers_of


@dataclass(frozen=True)
class ContributionPage:
    """A contribution as its page shows it, beside its text: plain values."""

    id: UUID
    number: int
    url: str
    title: str
    summary: str
    language: str
    layer: int
    state: str
    is_chosen: bool | None
    ending: str
    """What became of it, in a word; empty before its call is finished, and where the vote says it already."""
    author: str
    handle: str
    author_url: str
    portrait: str
    note: str
    """When it was handed in, and for whom."""
    ladder_url: str
    versions_url: str
    """Where its earlier versions are; empty where there are none."""
    lineage_url: str
    """Where it is told what it came of, and what came of it; empty where there is nothing to tell."""
    with_whom: tuple[tuple[str, str, str], ...]
    """Those who make it with its author: name, page, portrait."""
    answers: tuple[Answer, ...]
    """What was typed into the call's own fields."""
    crumbs: tuple[tuple[str, str], ...]


def page_of(contribution: Contribution) -> ContributionPage:
    """Return what a contribution's page shows to all who see it; a draft, which saves itself unheard, is read anew."""
    if contribution.state != ContributionState.SUBMITTED:
        return _page(contribution)
    return kept(("contribution page", contribution.id, get_current_timezone_name()), lambda: _page(contribution))


def _page(contribution: Contribution) -> ContributionPage:
    call, author = contribution.call, contribution.author
    here = [call.slug, contribution.number]
    versions = reverse("calls:versions", args=here) if has_versions(contribution.id) else ""
    lineage = reverse("calls:lineage", args=here) if has_lineage(contribution.id) else ""
    others = [
        one for one in authors_of(contribution.id) if one.state == AuthorState.CONFIRMED and one.actor != author.id
    ]
    return ContributionPage(
        id=contribution.id, number=contribution.number, url=contribution_url(call.slug, contribution.number, contribution.title),
        title=contribution.title, summary=contribution.summary,
        language=contribution.language, layer=contribution.layer, state=contribution.state, is_chosen=contribution.is_chosen, ending=_ending(contribution),
        author=author.name, handle=author.handle, author_url=reverse("person", args=[author.handle]),
        portrait=portrait_url(author.portrait), note=_note(contribution), ladder_url=reverse("ladder", args=[contribution.id]),
        versions_url=versions, lineage_url=lineage, answers=answers_of(call.id, contribution.answers),
        with_whom=tuple(
            (one.card.name, reverse("person", args=[one.card.handle]), portrait_url(one.card.portrait)) for one in others
        ),
        crumbs=((_("Calls"), reverse("calls:index")), (call.title, call_url(call.slug)), (contribution.title, "")),
    )  # fmt: skip


def _ending(contribution: Contribution) -> str:
    """What became of a contribution, as a chip says it."""
    told = contribution.call.state == CallState.FINISHED and contribution.ending
    by_vote = contribution.ending == Ending.CHOSEN or (
        contribution.is_chosen is False and contribution.ending == Ending.NOT_NOW
    )
    if contribution.is_awarded:
        return str(Ending.AWARDED.label)
    return str(Ending(contribution.ending).label) if told and not by_vote else ""


def _note(contribution: Contribution) -> str:
    behalf = getattr(contribution, "behalf", None)
    words = [_("for %(name)s") % {"name": behalf.body.title}] if behalf else []
    if contribution.published:
        words.append(_("handed in on %(day)s") % {"day": day(instant_of(contribution.published))})
    return " · ".join(words)
