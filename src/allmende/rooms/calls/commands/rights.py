"""What a call asks people to sign, the licence of what is handed in, and the circle of those who signed."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements import commands as agreements
from allmende.commons.agreements.activities import SignatureAskedAnew, SignedFor
from allmende.commons.agreements.models import Rights
from allmende.commons.agreements.queries import asks_for_secrecy, rights_of, unsigned_for
from allmende.commons.agreements.words import TermsText
from allmende.commons.audiences.commands import circle_of, let_in, let_out
from allmende.commons.audiences.models import Audience, Kind, Layer, Named
from allmende.commons.consent.commands.agreements import bring_text
from allmende.commons.consent.commands.signing import sign
from allmende.commons.consent.models import Acceptance, Agreement, AgreementKind, AgreementVersion
from allmende.commons.consent.queries.signing import signable_in
from allmende.commons.spaces.commands import publish
from allmende.commons.spaces.commands.gates import hide, publish_among, stand_among
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import root_of
from allmende.commons.spaces.reach import signers_audience
from allmende.commons.things.models import Thing
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import CallAnnounced
from allmende.rooms.calls.models import BEHIND, Call, CallState, Contribution, Part, Teaser
from allmende.rooms.calls.rules import is_host, may_agree_anew, may_set_rights, may_sign_for, offered


@transaction.atomic
def set_rights(
    actor: Actor,
    call: Call,
    *,
    terms: TermsText,
    participation: UUID | None = None,
    nda: UUID | None = None,
    images: bool | None = None,
) -> Call:
    """Say what has to be signed for a call (ids of agreements) and under which licence people hand in.

    With `images` each who is to be seen or heard in a contribution agrees to the community's text on that; None leaves it as it is.

    Other terms after something was handed in hold for what comes after; whoever handed in before is asked, and until they
    agree the earlier terms hold for theirs. Raises Refused: 409 when what is signed would change after publication, 422.
    """
    Thing.objects.hold(call.id)
    call = Call.objects.select_related("audience", "author", "place__root").get(id=call.id)
    require(may_set_rights(actor, call))
    rights = rights_of(call)
    asks = bool(rights and rights.images_id)
    wanted = (participation, nda, asks if images is None else images)
    if wanted != ((rights.participation_id, rights.nda_id, asks) if rights else (None, None, False)):
        if call.state != CallState.DRAFT:
            raise Refused(
                _("The call is published: what has to be signed stands. Write a new version of the agreement instead."),
                409,
            )
        shown = bring_text(root_of(call.place), AgreementKind.IMAGES) if wanted[2] else None
        signed, secret = _chosen(call, participation, nda)
        agreements.ask_for(actor, call, signed, secret, shown)
    agreements.set_terms(actor, call, terms)
    return Call.objects.select_related("audience", "author", "place__root", "rights__terms").get(id=call.id)


def _chosen(call: Call, participation: UUID | None, nda: UUID | None) -> list[Agreement | None]:
    known = {agreement.id: agreement for agreement in signable_in(call.place)}
    wanted = ((participation, AgreementKind.PARTICIPATION, "participation"), (nda, AgreementKind.NDA, "nda"))
    for key, kind, name in wanted:
        if key is not None and (key not in known or known[key].kind != kind):
            sentence = _("Choose an agreement that this space has published.")
            raise Refused(sentence, 422, errors={name: sentence})
    return [known.get(key) if key else None for key, _kind, _name in wanted]


def put_before_readers(actor: Actor, call: Call, layer: Layer) -> None:
    """Publish a call within the command of the caller: to a layer, or where it asks for secrecy before those who signed.

    Then what everyone may know of it stands on the layer, as far as the gates let it.
    """
    if not asks_for_secrecy(call):
        publish(actor, call, call.place, layer)
        return
    teaser = _stand_behind_signatures(call)
    publish(actor, teaser, call.place, layer)
    record(CallAnnounced(actor=actor.id, thing=teaser.id, space=call.place_id, audience=teaser.audience_id))


def put_before_invited(actor: Actor, call: Call, circle: Audience) -> None:
    """Open a call to a circle within the command of the caller; where it asks for secrecy, its teaser alone, until one has signed."""
    thing = _stand_behind_signatures(call) if asks_for_secrecy(call) else call
    publish_among(actor, thing, call.place, circle)


def _stand_behind_signatures(call: Call) -> Teaser:
    """Put a call before those who signed and the other side; return what may be known of it, yet to be shown."""
    audience = signers_audience(call.place, call.id)
    behind = Part.objects.filter(call=call.id, part__in=BEHIND).values_list("actor_id", flat=True)
    let_in(audience, {call.author_id, *behind})  # the other side of what is signed
    stand_among(call, audience)
    teaser = Teaser(
        kind="teaser", author=call.author, space=call.place.thing_ptr, call=call, title=call.title, summary=call.summary,
        language=call.language, audience=audience, state=CallState.OPEN,
    )  # fmt: skip
    teaser.save()
    return teaser


def keep_teaser_true(call: Call) -> None:
    """Let what everyone may know of a call say what the call says, within the transaction of the caller."""
    for teaser in Teaser.objects.filter(call=call.id):
        teaser.title, teaser.summary, teaser.language = call.title, call.summary, call.language
        teaser.save()


def hide_teaser(call: Thing) -> None:
    """Put out of sight what everyone may know of a call that lies in the bin, within the transaction of the bin."""
    for teaser in Teaser.objects.filter(call=call.id).select_related("audience", "author", "call__place__root"):
        hide(teaser, teaser.call.place, Kind.BIN, teaser.author)


def show_teaser(actor: Actor, call: Thing) -> None:
    """Bring it back with its call, to the layer that the call was published to."""
    for teaser in Teaser.objects.filter(call=call.id).select_related("audience", "author", "call__place__root"):
        if teaser.call.by_invitation:
            publish_among(actor, teaser, teaser.call.place, circle_of(call.id)[0])
        else:
            publish(actor, teaser, teaser.call.place, Layer(teaser.call.shared_layer or Layer.TEAM))


@transaction.atomic
def sign_for(
    actor: Actor, call: Call, name: str, *, versions: Collection[UUID], behalf: Space | None = None
) -> list[Acceptance]:
    """Sign all that a call asks for with one's full name, and read it from then on.

    `versions` are those that were read. Raises Refused: 409 when one was replaced meanwhile, 422 without a name.
    """
    teaser = Teaser.objects.select_related("audience").filter(call=call.id).first()
    require(may_sign_for(actor, call, teaser))
    wanted = unsigned_for(actor, call)
    if {version.id for version in wanted} - set(versions):
        raise Refused(_("A text has been replaced while you read it. Read what holds now, then sign."), 409)
    signed = [sign(actor, version, name, body=behalf) for version in wanted]
    if call.audience.kind == Kind.SIGNED:
        let_in(call.audience, {actor.id})
    if signed:
        record(SignedFor(actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id))
    return signed


def ask_signers_anew(actor: Actor, version: AgreementVersion) -> None:
    """Where everyone is asked to sign a new version, close what asks for it to those who signed an earlier one, and tell them.

    Within the transaction of the publication. Earlier signatures keep their version, and so their paper.
    """
    if not version.asks_again or version.number == 1:
        return
    asking = Rights.objects.filter(nda=version.agreement_id).values("thing")
    calls = Call.objects.filter(id__in=asking, audience__kind=Kind.SIGNED).select_related(
        "audience", "author", "place__root"
    )
    for call in calls.order_by("id"):
        named = Named.objects.filter(audience=call.audience).select_related("actor")
        for one in [name.actor for name in named if not is_host(name.actor, call)]:
            let_out(call.audience, one.id)
            record(
                SignatureAskedAnew(
                    actor=actor.id, thing=call.teaser.id, space=call.place_id, audience=call.teaser.audience_id,
                    version_id=version.id, person=one.id,
                )
            )  # fmt: skip


@transaction.atomic
def agree_to_terms(actor: Actor, contribution: Contribution) -> bool:
    """Agree that the call's newer licence holds for one's contribution; it does once all who made it agree, which is returned.

    Raises Refused: 403 to others, 409 where nothing newer is offered.
    """
    Thing.objects.hold(contribution.id)
    require(may_agree_anew(actor, contribution))
    terms = offered(contribution)
    if terms is None:
        raise Refused(_("No other licence is offered for it."), 409)
    return agreements.agree_anew(actor, contribution, terms)
