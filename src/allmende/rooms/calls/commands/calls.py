"""Writing a call and opening it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.participation.models import Degree
from allmende.commons.spaces.commands import sign
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import voice_of
from allmende.commons.spaces.reach import hidden_audience, layers_of
from allmende.commons.tags.commands import tag_by_words
from allmende.commons.things.models import Thing
from allmende.counting import Completion, Rule, Satisfaction
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.commands import handle_from
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import CallChanged, CallDrafted, CallPublished
from allmende.rooms.calls.commands.rights import keep_teaser_true, put_before_readers
from allmende.rooms.calls.models import Call, CallState, OldCallSlug, PrizeKind, Section
from allmende.rooms.calls.models.call import OWN_BALLOTS
from allmende.rooms.calls.models.roles import SectionRole
from allmende.rooms.calls.rules import may_change_call, may_change_vote, may_draft_call, may_publish_call

VOTE_FIELDS = {"budget", "currency", "ballot", "most_choices", "rule", "satisfaction", "completion", "seats"}
BRIEF_FIELDS = {
    "title", "summary", "language", "cover", "sealed", "slug", "needs_video", "needs_captions", "looks_first", "degree",
    "needs_workshop", "most_minutes",
}  # fmt: skip
LARGEST_BUDGET = 10**13  # a hundred thousand million, in minor units: more is a typing error


@transaction.atomic
def draft_call(actor: Actor, space: Space, *, title: str, behalf: Space | None = None, **details: Any) -> Call:
    """Begin a call in a space, as a draft of the actor's; details as in `change_call`. Raises Refused (403, 422).

    `behalf` is the organisation or network that the actor holds it for.
    """
    require(may_draft_call(actor, space))
    clean = _clean({"title": title, "language": space.language, "currency": space.currency, **details})
    call = Call.objects.create(
        kind="call", state=CallState.DRAFT, author=actor, space=space.thing_ptr, place=space, zone=space.zone,
        slug=free_slug(clean["title"]), audience=hidden_audience(Kind.DRAFT, space, actor), **clean,
    )  # fmt: skip
    if behalf:
        sign(actor, call, behalf)
    voice = behalf.voice_id if behalf else None
    record(CallDrafted(actor=actor.id, thing=call.id, space=space.id, audience=call.audience_id, on_behalf_of=voice))
    return call


@transaction.atomic
def change_call(actor: Actor, call: Call, *, revision: int | None = None, **changes: Any) -> Call:
    """Change brief fields (title, summary, language, cover, sealed, slug, needs_video, needs_captions, degree) or vote fields (budget in minor units, currency,
    ballot, most_choices, rule, satisfaction, completion, seats).

    `revision` is the one the form was loaded with. Raises Refused (409) when somebody saved in between, or the vote has
    begun; (422) with the fields that can't be.
    """
    call = locked(call)
    require(may_change_vote(actor, call) if changes.keys() & VOTE_FIELDS else may_change_call(actor, call))
    require_unchanged(call, revision)
    old_slug = call.slug
    for name, value in _clean(changes).items():
        setattr(call, name, value)
    if call.slug != old_slug:
        _move_slug(call, old_slug)
    call.revision += 1
    call.changed = clock.now()
    call.save()
    if call.audience.kind == Kind.SIGNED:
        keep_teaser_true(call)
    record_changed(actor, call, *changes)
    return call


@dataclass(frozen=True)
class SectionText:
    """A section of a brief as it is handed in: Markdown under a heading; what it is for (a `SectionRole`) gives it one."""

    heading: str
    text: str
    role: str = ""
    hint: str = ""
    """What explains to those who write it what belongs there; empty keeps the hint of the section of that heading."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written there: a role alone is an offer, no section."""
        return not self.text.strip() if self.role else not (self.heading.strip() or self.text.strip())

    def headed(self, language: str) -> str:
        """Its heading; without one that of its role, in a language."""
        if self.heading.strip() or not self.role:
            return self.heading
        with override(language):
            return str(SectionRole(self.role).label)


@transaction.atomic
def set_sections(actor: Actor, call: Call, sections: Sequence[SectionText]) -> None:
    """Write the brief anew, section by section; empty ones are left out. Raises Refused (422) beyond twenty."""
    call = locked(call)
    require(may_change_call(actor, call))
    kept = [section for section in sections if not section.is_empty]
    if len(kept) > 20:
        raise Refused(_("Twenty sections at most: put what belongs together under one heading."), 422)
    if any(not section.headed(call.language).strip() for section in kept):
        raise Refused(_("Give each section a heading."), 422, errors={"sections": _("Give each section a heading.")})
    hints = dict(call.sections.values_list("heading", "hint"))
    call.sections.all().delete()
    for position, section in enumerate(kept):
        heading = section.headed(call.language)
        hint = section.hint or hints.get(heading, "")
        Section.objects.create(
            call=call, position=position, role=section.role, heading=heading, text=section.text, hint=hint
        )
    Call.objects.filter(id=call.id).update(revision=call.revision + 1)
    if call.state != CallState.DRAFT:
        tag_by_words(call, *(section.text for section in kept))
    record_changed(actor, call, "sections")


@transaction.atomic
def publish_call(actor: Actor, call: Call, layer: Layer) -> Call:
    """Open a draft to a layer, as far as the space's gates let it.

    Raises Refused (422) with what is missing, (403) where a gate is closed.
    """
    call = locked(call)
    require(may_publish_call(actor, call))
    if layer == Layer.PRIVATE or layer not in layers_of(call.place):
        raise Refused(_("Choose who may see the call."), 422)
    if call.prize_count and call.prizes.filter(kind=PrizeKind.FIXED).exists():
        raise Refused(
            _("Fixed pay is for those who are invited: open the call by invitation, or take this prize out."), 409
        )
    call.state, call.shared_layer = CallState.OPEN, layer
    put_before_readers(actor, call, layer)
    return opened(actor, call)


def opened(actor: Actor, call: Call) -> Call:
    """Save a call that has just been put where people see it, and note it, within the command and transaction of the caller."""
    call.save()
    tag_by_words(call, *call.sections.values_list("text", flat=True))
    where = {"thing": call.id, "space": call.place_id, "audience": call.audience_id}
    record(CallPublished(actor=actor.id, on_behalf_of=voice_of(call.id), **where))
    return call


def locked(call: Call) -> Call:
    """Return the call anew, held until the end of the transaction: its thing first, which is where its state stands."""
    Thing.objects.hold(call.id)
    return (
        Call.objects.select_for_update(of=("self",)).select_related("audience", "author", "place__root").get(id=call.id)
    )


def require_unchanged(call: Call, revision: int | None) -> None:
    """Raise Refused (409) where somebody saved the call since `revision`."""
    if revision is not None and revision != call.revision:
        raise Refused(_("Somebody saved this call in the meantime. Load the page again and compare."), 409)


def record_changed(actor: Actor, call: Call, *names: str) -> None:
    """Note what of a call was changed."""
    record(
        CallChanged(
            actor=actor.id,
            thing=call.id,
            space=call.place_id,
            audience=call.audience_id,
            fields=",".join(sorted(names)),
        )
    )


def _clean(changes: dict[str, Any]) -> dict[str, Any]:
    """Check what a call may hold; raises Refused (422) naming each field that can't be, TypeError for an unknown one."""
    if unknown := changes.keys() - VOTE_FIELDS - BRIEF_FIELDS:
        raise TypeError(f"A call has no {', '.join(sorted(unknown))} to change.")
    errors: dict[str, Text] = {}
    if "title" in changes and not 3 <= len(changes["title"].strip()) <= 120:
        errors["title"] = _("Give the call a title of 3 to 120 letters.")
    budget = changes.get("budget")
    if budget is not None and not 0 < budget <= LARGEST_BUDGET:
        errors["budget"] = _("Enter the budget as a number greater than zero, such as 12000.")
    most = changes.get("most_choices")
    if most is not None and not 1 <= most <= 100:
        errors["most_choices"] = _("Between 1 and 100.")
    if changes.get("seats") is not None and not 1 <= changes["seats"] <= 500:
        errors["seats"] = _("Between 1 and 500.")
    choices: dict[str, Iterable[str]] = {
        "ballot": OWN_BALLOTS,
        "rule": Rule,
        "completion": Completion,
        "satisfaction": (Satisfaction.COST, Satisfaction.CARDINALITY),
        "degree": ("", *Degree.values),
    }
    errors |= {
        name: _("Choose one of these.")
        for name, known in choices.items()
        if name in changes and changes[name] not in set(known)
    }
    if changes.get("slug") is not None and changes["slug"] != handle_from(changes["slug"]):
        errors["slug"] = _("An address has small letters, digits and hyphens.")
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    return changes


def free_slug(title: str) -> str:
    """Return a slug of the title that no call has or had; a number behind it makes it its own."""
    wished = handle_from(title)
    taken = {"new"} | set(Call.objects.filter(slug__startswith=wished).values_list("slug", flat=True))
    taken |= set(OldCallSlug.objects.filter(slug__startswith=wished).values_list("slug", flat=True))
    return wished if wished not in taken else next(s for n in range(2, 100_000) if (s := f"{wished}-{n}") not in taken)


def _move_slug(call: Call, old: str) -> None:
    if Call.objects.filter(slug=call.slug).exclude(id=call.id).exists():
        raise Refused(_("This address is taken. Choose another one."), 409, errors={"slug": _("Taken.")})
    OldCallSlug.objects.filter(slug=call.slug).delete()
    OldCallSlug.objects.update_or_create(slug=old, defaults={"call": call})
