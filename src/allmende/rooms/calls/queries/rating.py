"""Pages of rating: what is asked, how far one is, how one contribution is rated, and the ranking of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.authorship.queries import authored_of
from allmende.commons.ratings.models import Asked, Item, Panel, Rating, Sheet
from allmende.commons.ratings.queries.following import next_thing, progress_of
from allmende.commons.ratings.queries.pairing import next_two
from allmende.commons.ratings.queries.rankings import Ranked, RankingPage, places_of, ranking_page
from allmende.commons.ratings.queries.sheets import Question, questions_of, rating_of, sheet_of
from allmende.commons.ratings.queries.spread import spread_of
from allmende.commons.ratings.queries.standing import counted, raters_of
from allmende.foundation.composed import Composed
from allmende.foundation.text import grouped
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.points import points
from allmende.rooms.calls.rules.rating import own_of


@dataclass(frozen=True)
class Progress:
    """How far someone is with rating."""

    done: int
    whole: int
    sentence: str


def rating_progress(reader: Reader, sheet: Sheet) -> Progress:
    """Return how many contributions the reader has rated."""
    done, whole = progress_of(reader, sheet)
    said = ngettext("You have rated %(n)d contribution.", "You have rated %(n)d contributions.", done) % {"n": done}
    return Progress(done, whole, said if done else "")


def next_to_rate(reader: Reader, call: Call, passed: Iterable[int] = (), panel: str = Panel.MEMBERS) -> int | None:
    """Return the number of the contribution that the reader rates next; None when all are rated."""
    sheet = sheet_of(call.id, panel)
    if sheet is None:
        return None
    numbers = list(passed)
    besides = list(call.contributions.filter(number__in=numbers).values_list("id", flat=True)) if numbers else []
    thing = next_thing(reader, sheet, besides=besides, own=own_of, sealed=panel == Panel.JURY)
    return _number(thing)[0][0] if thing else None


_number = Composed(lambda thing: Contribution.objects.filter(pk=thing).values_list("number"), UUID)


def two_to_compare(reader: Reader, call: Call) -> tuple[Contribution, Contribution] | None:
    """Return the two contributions that the reader compares next."""
    sheet = sheet_of(call.id)
    pair = next_two(reader, sheet, own_of) if sheet else None
    if pair is None:
        return None
    rows = Contribution.objects.visible_to(reader).select_related("audience", "author").filter(pk__in=pair)
    found = {row.id: row for row in rows}
    for row in found.values():
        row.call = call
    return found[pair[0]], found[pair[1]]


@dataclass(frozen=True)
class SpreadView:
    """The distribution of ratings, ready to show: how many raters, the mean in words, bars, criteria and facts."""

    raters: int
    is_shown: bool
    sentence: str
    bars: tuple[dict[str, Any], ...]
    criteria: tuple[tuple[str, str, int], ...]
    facts: tuple[tuple[str, str], ...]


def spread_view(sheet: Sheet, item: Item) -> SpreadView:
    """Return how a contribution is rated; whether the reader may know it is asked before."""
    spread = spread_of(sheet, item)
    said = ngettext("%(n)d person rated this", "%(n)d people rated this", spread.raters) % {"n": spread.raters}
    if spread.mean is not None:
        said = _("%(people)s, on average with %(mean)s of %(top)d points.") % {
            "people": said, "mean": points(spread.mean), "top": sheet.top,
        }  # fmt: skip
    return SpreadView(
        raters=spread.raters, is_shown=spread.is_shown, sentence=said,
        bars=tuple({"label": _points_of(point), "value": n, "shown": n, "tone": ""} for point, n in reversed(spread.bars)),
        criteria=tuple((name, "–" if mean is None else points(mean), n) for name, mean, n in spread.criteria),
        facts=tuple((name, _fact(kind, n, value)) for name, kind, n, value in spread.facts),
    )  # fmt: skip


def _points_of(point: int) -> str:
    return ngettext("%(n)d point", "%(n)d points", point) % {"n": point}


def _fact(kind: str, answered: int, value: float) -> str:
    if kind == Asked.YES_NO:
        return _("%(share)d %% yes, of %(n)d answers") % {"share": round(value), "n": answered}
    return _("half say %(value)s or less, of %(n)d answers") % {"value": number_format(value), "n": answered}


@dataclass(frozen=True)
class OwnRating:
    """What the reader is asked about one contribution, and what they answered."""

    questions: list[Question]
    revision: int
    is_given: bool
    top: int


def own_rating(reader: Reader, sheet: Sheet, item: Item) -> OwnRating:
    """Return what the reader answered about an item."""
    rating = rating_of(reader, item)
    return OwnRating(questions_of(sheet, rating), rating.revision if rating else 0, rating is not None, sheet.top)


@dataclass(frozen=True)
class RankRow:
    """A contribution in the ranking, ready to show."""

    rank: int
    number: int
    title: str
    url: str
    author: str
    score: str
    reach: str
    mean: str
    count: int
    low: float
    high: float
    value: float


def ranking_rows(
    reader: Reader, call: Call, sheet: Sheet, after: str = "", limit: int = 50
) -> tuple[list[RankRow], str]:
    """Return a page of the ranking, of what the reader sees, and the key of the next; two statements."""
    places, following = places_of(sheet, after, limit)
    rows = Contribution.objects.visible_to(reader).filter(pk__in=[place.thing for place in places])
    found = {row[0]: row for row in rows.values_list("id", "number", "title", "author__name")}
    return [_row(call, sheet, place, found[place.thing]) for place in places if place.thing in found], following


def _row(call: Call, sheet: Sheet, place: Ranked, shown: Sequence[Any]) -> RankRow:
    _id, number, title, author = shown
    write = _per_cent if sheet.way == "pairs" else points
    low, high = (
        (max(place.low, 0), min(place.high, 1))
        if sheet.way == "pairs"
        else (max(place.low, 1), min(place.high, sheet.top))
    )
    return RankRow(
        rank=place.rank, number=number, title=title, url=contribution_url(call.slug, number, title), author=author,
        score=write(place.score), reach=_("%(low)s to %(high)s") % {"low": write(low), "high": write(high)},
        mean=write(place.mean), count=place.count, low=low, high=high, value=place.score,
    )  # fmt: skip


def _per_cent(share: float) -> str:
    return f"{round(100 * share)} %"


@dataclass(frozen=True)
class Results:
    """The page of results: how the ranking stands, and its method in plain words."""

    ranking: RankingPage | None
    rows: list[RankRow]
    more_url: str
    method: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]


def results_of(reader: Reader, call: Call, sheet: Sheet, after: str = "") -> Results:
    """Return the ranking of a call as far as the reader sees it."""
    ranking = ranking_page(sheet)
    rows, following = ranking_rows(reader, call, sheet, after) if ranking and ranking.at else ([], "")
    return Results(ranking, rows, f"?after={following}" if following else "", method_of(sheet), _figures(ranking))


def method_of(sheet: Sheet) -> tuple[str, ...]:
    """Say in plain words how the order comes about."""
    if sheet.way == "pairs":
        return (
            _("People said of two contributions at a time which is the better one."),
            _("From all these answers each contribution gets the share of comparisons that it would win against an average one (Bradley–Terry model)."),
            _("What was compared seldom stays near the average until more is known."),
        )  # fmt: skip
    return (
        _("Some rate more strictly than others. Whoever is strict with everything harms nobody: the house finds out how strict each person is, from all that they rated, and takes it into account."),
        _("What few have rated is drawn towards the average of all: one full mark is no proof yet. The more people rate, the less that matters."),
        _("“From … to” says how sure that is: nine times in ten the true value lies in between. Where two overlap widely, their order is chance."),
        _("It is reckoned as a linear mixed model (best linear unbiased prediction, Henderson 1975); the same ratings always give the same result."),
    )  # fmt: skip


def _figures(ranking: RankingPage | None) -> tuple[tuple[str, str], ...]:
    """Where the differences between ratings come from, in words."""
    sources = ("from_items", "from_raters", "from_chance")
    told = ranking.summary if ranking else {}
    whole = sum(told.get(key, 0) for key in sources)
    stood = told.get("stand_back")
    back = ((_("Stand back, as their raters have a hand in it by now"), str(stood)),) if stood else ()
    if ranking is None or not whole:
        return back
    items, raters, chance = (f"{round(100 * told[key] / whole)} %" for key in sources)
    return (
        (_("Average of all ratings"), points(told["mean"])),
        (_("From the contributions themselves"), items),
        (_("From strict and lenient raters"), raters),
        (_("From taste and chance"), chance),
        *back,
    )


@dataclass(frozen=True)
class HowFar:
    """How far the rating is, in sentences, for those who hold the call; a minute old at most."""

    raters: str
    fewest: str


def how_far(sheet: Sheet) -> HowFar:
    """Return how many have rated, and how many contributions have fewest."""
    people, now = raters_of(sheet), counted(sheet)
    said = ngettext("%(n)s person has rated so far", "%(n)s people have rated so far", people)
    given = ngettext("%(n)s answer in all", "%(n)s answers in all", now.answers)
    fewest = ngettext("Fewest have: %(n)s contribution", "Fewest have: %(n)s contributions", now.with_fewest)
    each = ngettext("with %(n)s answer", "with %(n)s answers each", now.fewest)
    said, given = said % {"n": grouped(people)}, given % {"n": grouped(now.answers)}
    fewest, each = fewest % {"n": grouped(now.with_fewest)}, each % {"n": grouped(now.fewest)}
    return HowFar(f"{said}, {given}.", f"{fewest}, {each}." if now.things else "")


def trail_of(sheet: Sheet, item: Item) -> list[dict[str, Any]]:
    """Return every rating of a contribution with what it said before, the latest first; for curators alone."""
    names, makers = {question.id: question.name for question in questions_of(sheet)}, authored_of(item.thing_id)
    rows = Rating.objects.filter(item=item).select_related("rater").prefetch_related("earlier").order_by("-changed")
    return [
        {
            "who": rating.rater.name, "handle": rating.rater.handle, "at": rating.changed, "said": _said(names, rating.marks),
            "score": None if rating.score is None else points(rating.score / 1000), "stands_back": rating.rater_id in makers,
            "before": [{"until": one.until, "said": _said(names, one.marks)} for one in reversed(rating.earlier.all())],
        }
        for rating in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Given:
    """Who gave a rating, what it comes to, and how often it was changed."""

    card: ActorCard
    score: float | None
    changes: int


def ratings_of(item: Item) -> list[Given]:
    """Return who rated an item how, the latest first; for those who answer for it alone."""
    fields = tuple(f"rater__{name}" for name in ("id", "handle", "name", "portrait", "kind"))
    rows = Rating.objects.filter(item=item).order_by("-id").values_list("score", "revision", *fields)
    return [
        Given(ActorCard(*card), None if score is None else score / 1000, revision - 1)
        for score, revision, *card in rows
    ]


def _said(names: dict[str, str], marks: dict[str, Any]) -> str:
    words = {True: _("yes"), False: _("no")}
    shown = [
        f"{names.get(key, '?')}: {_('abstained') if mark is None else words[mark] if isinstance(mark, bool) else mark}"
        for key, mark in marks.items()
    ]
    return ", ".join(shown)


def rating_urls(call: Call) -> dict[str, str]:
    """The addresses of a call's rating."""
    names = {"overview": "rating", "next": "rating_next", "criteria": "criteria", "results": "rating_results"}
    return {key: reverse(f"calls:{name}", args=[call.slug]) for key, name in names.items()}
