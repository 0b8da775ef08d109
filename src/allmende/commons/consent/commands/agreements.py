"""Writing, publishing and accepting agreements."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.activities import AgreementAccepted, AgreementEnded, AgreementPublished
from allmende.commons.consent.models import Acceptance, Agreement, AgreementKind, AgreementVersion
from allmende.commons.consent.preset import PRESET, preset_of
from allmende.commons.consent.rules import may_accept, may_write_agreements
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor

type Texts = dict[str, str]


@transaction.atomic
def begin_agreement(actor: Actor, space: Space, kind: AgreementKind = AgreementKind.OTHER) -> Agreement:
    """Begin a new agreement of a space, with an empty draft that only its curators see."""
    require(may_write_agreements(actor, space))
    agreement = Agreement.objects.create(space=space, kind=kind)
    AgreementVersion.objects.create(agreement=agreement, author=actor)
    return agreement


@transaction.atomic
def write_draft(
    actor: Actor, agreement: Agreement, titles: Texts, texts: Texts, notes: Texts | None = None
) -> AgreementVersion:
    """Write what an agreement is to say next; the published version stays as it is.

    Raises Refused (409) for an ended agreement, (422) for a language we don't have or a text that is too long.
    """
    space = _writable(actor, agreement)
    draft = AgreementVersion.objects.filter(agreement=agreement, number=None).first()
    draft = draft or AgreementVersion(agreement=agreement)
    draft.titles, draft.texts, draft.notes = titles, texts, notes or {}
    draft.author, draft.changed = actor, clock.now()
    draft.agreement.space = space
    try:
        draft.save()
    except ValidationError as error:
        raise Refused(" ".join(error.messages), 422) from error
    return draft


@transaction.atomic
def discard_draft(actor: Actor, agreement: Agreement) -> None:
    """Throw a draft away; with it an agreement that never said anything."""
    _writable(actor, agreement)
    AgreementVersion.objects.filter(agreement=agreement, number=None).delete()
    if not agreement.versions.exists():
        agreement.delete()


@transaction.atomic
def publish_draft(actor: Actor, agreement: Agreement, *, asks_again: bool) -> AgreementVersion:
    """Let an agreement say what its draft says; the first version, and one that `asks_again`, is put to everybody.

    Raises Refused: 409 when there is no draft, 422 when it lacks a title or a text in the space's language.
    """
    space = _writable(actor, agreement)
    draft = AgreementVersion.objects.filter(agreement=agreement, number=None).first()
    if draft is None:
        raise Refused(_("There is nothing new to publish."), 409)
    if not (draft.titles.get(space.language) and draft.texts.get(space.language)):
        raise Refused(_("Write a title and a text in the language of the space first."), 422)
    if draft.titles.keys() != draft.texts.keys():
        raise Refused(_("Each language needs both a title and a text."), 422)
    last = agreement.versions.aggregate(last=Max("number"))["last"] or 0
    draft.number, draft.asks_again = last + 1, asks_again or last == 0
    draft.published, draft.author = clock.now(), actor
    draft.save()
    record(
        AgreementPublished(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id,
            agreement=agreement.id, version_id=draft.id, asks_again=draft.asks_again,
        )
    )  # fmt: skip
    for follow in _followers:
        follow(actor, draft)
    return draft


_followers: list[Callable[[Actor, AgreementVersion], object]] = []


def when_published(follow: Callable[[Actor, AgreementVersion], object]) -> None:
    """Let whatever asks for agreements act when one says something new, within the transaction: `follow(actor, version)`."""
    _followers.append(follow)


@transaction.atomic
def end_agreement(actor: Actor, agreement: Agreement) -> None:
    """Ask nobody for it any more; who accepted it can still read what they accepted."""
    space = _writable(actor, agreement)
    agreement.ended = clock.now()
    agreement.save()
    record(
        AgreementEnded(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, agreement=agreement.id
        )
    )


@transaction.atomic
def accept(actor: Actor, version: AgreementVersion) -> Acceptance:
    """Agree to a version in the language in which it is read; saying it twice changes nothing.

    Raises Refused (409) when a newer version has been published meanwhile.
    """
    require(is_signed_in(actor))
    if known := Acceptance.objects.filter(actor=actor, version=version).first():
        return known
    agreement = _held(version.agreement_id)  # nobody publishes meanwhile
    version.agreement = agreement
    require(may_accept(actor, version))
    acceptance, is_new = Acceptance.objects.get_or_create(
        actor=actor, version=version, defaults={"language": version.language or agreement.space.language}
    )
    if is_new:
        record(AgreementAccepted(actor=actor.id, space=agreement.space_id, version_id=version.id))
    return acceptance


def bring_preset(founder: Actor, community: Space) -> None:
    """Give a new community the agreements that we wrote, within the transaction of its founding."""
    agreements = Agreement.objects.bulk_create([Agreement(space=community, kind=kind) for kind in PRESET])
    now = clock.now()
    versions = []
    for agreement in agreements:
        titles, texts = preset_of(AgreementKind(agreement.kind), community.title)
        versions.append(
            AgreementVersion(
                agreement=agreement, number=1, titles=titles, texts=texts, author=founder, changed=now, published=now
            )
        )
    AgreementVersion.objects.bulk_create(versions)


def bring_text(community: Space, kind: AgreementKind) -> Agreement:
    """Return a community's own text of a kind that something asks for; where it has none, ours is brought in. In the caller's transaction."""
    known = Agreement.objects.filter(space=community, kind=kind, ended=None, versions__number=1).order_by("-id").first()
    if known:
        return known
    agreement = Agreement.objects.create(space=community, kind=kind)
    titles, texts = preset_of(kind, community.title)
    now = clock.now()
    AgreementVersion.objects.create(
        agreement=agreement, number=1, titles=titles, texts=texts, author=system(), changed=now, published=now
    )
    return agreement


def _held(agreement_id: UUID) -> Agreement:
    """Return an agreement as it is now, held until the transaction ends: writing, publishing and accepting take turns."""
    held = Agreement.objects.select_for_update(of=("self",)).select_related("space").filter(pk=agreement_id).first()
    if held is None:
        raise Refused(_("There is nothing here for you."), 404)
    return held


def _writable(actor: Actor, agreement: Agreement) -> Space:
    held = _held(agreement.pk)
    require(may_write_agreements(actor, held.space))
    if held.ended:
        raise Refused(_("This agreement has ended."), 409)
    return held.space
