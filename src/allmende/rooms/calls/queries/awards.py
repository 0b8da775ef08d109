"""Who won what: as hosts decide it, and as everyone reads it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.commons.agreements.queries import deeds_for
from allmende.commons.authorship.splitting import apportion
from allmende.commons.files.queries import Picture, Shot, portrait_url, shown_on
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.rooms.calls.models import Award, AwardState, Call, Contribution, Prize, PrizeKind, PrizePlan
from allmende.rooms.calls.models.prizes import STANDING
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.prizes import in_words, plan_of
from allmende.rooms.calls.rules import is_author, sees_amounts, sees_behind
from allmende.rooms.calls.rules.awards import Split, all_to, may_read_deed_of, splits_of


@dataclass(frozen=True)
class ShareView:
    """What one person gets of an award."""

    name: str
    url: str
    handle: str
    portrait: str
    percent: str
    money: str


@dataclass(frozen=True)
class AwardView:
    """A prize and who won it, in words for one reader; the money is empty where it isn't told to them."""

    id: UUID
    prize: str
    kind: str
    rank: int
    is_ranked: bool
    title: str
    url: str
    language: str
    summary: str
    money: str
    gift: str
    reason: str
    state: str
    shares: tuple[ShareView, ...]
    waits_for: tuple[str, ...]
    reversal: str
    deed: str
    """Where its deed is, for whoever may read it."""
    picture: Picture | None = None
    video: Shot | None = None


@dataclass(frozen=True)
class AwardsPage:
    """Everything that the page of the awards shows; `winners` have something to look at first."""

    winners: tuple[AwardView, ...]
    others: tuple[AwardView, ...]
    taken_back: tuple[AwardView, ...]
    statement: SafeString
    waiting: int


def awards_page(reader: Reader, call: Call) -> AwardsPage | None:
    """Return who won what in a call that the reader sees; None before anything is given."""
    views = [view for view in awards_of(reader, call) if view.state != AwardState.DECIDED]
    found = plan_of(call)
    if found is None or not any(view.state == AwardState.GIVEN for view in views):
        return None
    given = [view for view in views if view.state == AwardState.GIVEN]
    return AwardsPage(
        tuple(view for view in given if view.url), tuple(view for view in given if not view.url),
        tuple(view for view in views if view.state == AwardState.REVERSED), mark_safe(found[0].statement_html),
        sum(view.state == AwardState.WAITING for view in views),
    )  # fmt: skip


def awards_of(reader: Reader, call: Call) -> list[AwardView]:
    """Return every award of a call that the reader sees, decided ones too, each with who gets which part of it."""
    found = plan_of(call)
    if found is None:
        return []
    awards = list(Award.objects.filter(call=call).select_related("prize").prefetch_related("shares"))
    keys = {award.contribution_id for award in awards if award.contribution_id}
    made = {one.pk: one for one in Contribution.objects.visible_to(reader).filter(pk__in=keys)}
    return _Telling(reader, call, found[0], awards, made).views()


class _Telling:
    """Puts awards into words; holds what each of them needs, read once for all."""

    def __init__(
        self, reader: Reader, call: Call, plan: PrizePlan, awards: list[Award], made: dict[UUID, Contribution]
    ) -> None:
        self.reader, self.call, self.plan, self.awards, self.made = reader, call, plan, awards, made
        self.tells_money = sees_amounts(reader, call, plan)
        self.files = shown_on(made) if made else {}
        self.deeds = deed_urls(reader, call, awards)
        self.splits = splits_of(made)
        people = {share.actor_id for award in awards for share in award.shares.all()}
        people |= {share.actor for split in self.splits.values() for share in split.shares}
        self.people: dict[UUID, ActorCard] = actor_cards(
            list(people | {award.person_id for award in awards if award.person_id})
        )

    def views(self) -> list[AwardView]:
        """All awards in their order."""
        return [self.view(award) for award in self.awards]

    def view(self, award: Award) -> AwardView:
        """One award."""
        one = self.made.get(award.contribution_id) if award.contribution_id else None
        shown = self.files.get(one.pk) if one else None
        shares = self.shares(award)
        split = self.splits.get(one.pk) if one else None
        return AwardView(
            id=award.id, prize=award.prize.name, kind=award.prize.kind, rank=award.rank, is_ranked=award.prize.places > 1,
            title=self.title(award, one), language=one.language if one else "", summary=one.summary if one else "",
            url=contribution_url(self.call.slug, one.number, one.title) if one else "", money=self.money(award, award.amount),
            gift=award.prize.gift, reason=award.reason, state=award.state, shares=shares,
            waits_for=tuple(self.name(person) for person in split.waits_for) if split else (), reversal=award.reversal, deed=self.deeds.get(award.id, ""),
            picture=shown.pictures[0] if shown and shown.pictures else None,
            video=next((shot for shot in shown.recordings if shot.is_video), None) if shown else None,
        )  # fmt: skip

    def title(self, award: Award, one: Contribution | None) -> str:
        """What won: a contribution's title, or a person's name."""
        if one is not None:
            return one.title
        return self.name(award.person_id) if award.person_id else _("A contribution that isn't shared this far")

    def shares(self, award: Award) -> tuple[ShareView, ...]:
        """Who gets which part: as it was given, or as it would be now."""
        given = [(share.actor_id, share.hundredths, share.amount) for share in award.shares.all()]
        if not given:
            split = all_to(award.person_id) if award.person_id else self.splits.get(award.contribution_id)
            given = _reckoned(award.amount, split)
        return tuple(self.share(award, *part) for part in given)

    def share(self, award: Award, person: UUID, hundredths: int, amount: int | None) -> ShareView:
        """One person's part."""
        card = self.people.get(person)
        percent = f"{hundredths / 100:g}"
        percent = percent.replace(".", ",") if get_language() in {"de", "it"} else percent
        url = reverse("person", args=[card.handle]) if card else ""
        return ShareView(
            self.name(person), url, card.handle if card else "", portrait_url(card.portrait) if card else "", percent,
            self.money(award, amount),
        )  # fmt: skip

    def name(self, person: UUID) -> str:
        """Whom it is about."""
        card = self.people.get(person)
        return card.name if card else _("someone")

    def money(self, award: Award, amount: int | None) -> str:
        """An amount in words, where it is told; what an invitation promised is between those two."""
        is_told = self.tells_money
        if award.prize.kind == PrizeKind.FIXED:
            is_told = award.person_id == self.reader.id or sees_behind(self.reader, self.call)
        return in_words(amount, self.plan) if amount and is_told else ""


def deed_urls(reader: Reader, call: Call, awards: list[Award]) -> dict[UUID, str]:
    """Return where the deed of each award is which the reader may read; one statement at most. `shares` are read with the awards."""
    theirs = {award.id for award in awards if award.given and may_read_deed_of(reader, _within(call, award))}
    return {key: reverse("calls:deed", args=[call.slug, key]) for key in deeds_for(theirs)}


def _within(call: Call, award: Award) -> Award:
    award.call = call
    return award


@dataclass(frozen=True)
class DeedView:
    """The deed of a prize that a contribution has won, or had."""

    number: int
    prize: str
    url: str
    is_withdrawn: bool
    withdrawal: str


def deeds_of_contribution(reader: Reader, contribution: Contribution) -> tuple[DeedView, ...]:
    """Return the deeds of a contribution for those who made it, hosts and clients; no statement where nothing can be won."""
    call = contribution.call
    if reader.is_guest or not call.prize_count or not (is_author(reader, contribution) or sees_behind(reader, call)):
        return ()
    rows = Award.objects.filter(contribution=contribution, given__isnull=False).select_related("prize")
    awards = [_within(call, award) for award in rows.prefetch_related("shares")]
    deeds = deeds_for({award.id for award in awards if may_read_deed_of(reader, award)})
    return tuple(
        DeedView(
            deed.number, award.prize.name, reverse("calls:deed", args=[call.slug, award.id]), bool(deed.withdrawn), deed.withdrawal
        )
        for award in awards
        if (deed := deeds.get(award.id))
    )  # fmt: skip


def _reckoned(amount: int | None, split: Split | None) -> list[tuple[UUID, int, int | None]]:
    if split is None or not split.shares:
        return []
    weights = [share.hundredths for share in split.shares]
    parts = apportion(amount, weights) if amount is not None else [None] * len(weights)
    return [(share.actor, share.hundredths, part) for share, part in zip(split.shares, parts, strict=True)]


def decided_in(call: Call) -> dict[UUID, list[Award]]:
    """Return the standing awards of a call by prize, in their order."""
    found: dict[UUID, list[Award]] = {}
    for award in Award.objects.filter(call=call, state__in=STANDING).order_by("rank", "place"):
        found.setdefault(award.prize_id, []).append(award)
    return found


def prizes_in(call: Call) -> list[Prize]:
    """Return the prizes of a call in their order."""
    return list(Prize.objects.filter(call=call))
