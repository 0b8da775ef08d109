"""How someone rated, and what they stayed out of."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.ratings.commands import recount
from allmende.commons.ratings.models import Duel, Earlier, Involved, Pattern, Rating, Recusal
from allmende.foundation.personal import Holding, hold, when_rows_went
from allmende.identity.actors.models import Actor


def _export(actor: Actor) -> dict[str, Any]:
    ratings = Rating.objects.filter(rater=actor).order_by("id")
    recusals = Recusal.objects.filter(actor=actor).order_by("id")
    return {
        "ratings": list(ratings.values("item__thing", "item__thing__title", "marks", "score", "changed")),
        "earlier_ratings": list(
            Earlier.objects.filter(rating__rater=actor).values("rating__item__thing", "marks", "score", "until")
        ),
        "comparisons": list(
            Duel.objects.filter(rater=actor).values("first__thing__title", "second__thing__title", "got")
        ),
        "patterns": list(Involved.objects.filter(actor=actor).values("pattern__kind", "pattern__at", "pattern__note")),
        "pattern_notes": list(Pattern.objects.filter(by=actor).values("kind", "note", "noted")),
        "stayed_out_of": list(recusals.values("item__thing", "item__thing__title", "reason", "at")),
    }


def _forget(actor: Actor) -> None:
    touched = set(Rating.objects.filter(rater=actor).values_list("item_id", flat=True))
    touched |= {item for pair in Duel.objects.filter(rater=actor).values_list("first", "second") for item in pair}
    Rating.objects.filter(rater=actor).delete()
    Duel.objects.filter(rater=actor).delete()
    Recusal.objects.filter(actor=actor).delete()
    Pattern.objects.filter(involved__actor=actor).delete()
    Pattern.objects.filter(by=actor).update(by=None)
    recount(touched)


hold(
    Holding(
        "ratings", ("ratings.Rating", "ratings.Earlier", "ratings.Duel", "ratings.Recusal", "ratings.Involved", "ratings.Pattern"), _export, _forget,
        title=_("Your ratings"), why=_("So that many people's judgement can be put together fairly, and you can change yours."),
        until=_("until you leave; results that were reckoned before stay, without you"),
    )
)  # fmt: skip
when_rows_went("ratings.Rating", lambda rows: recount({int(row["item_id"]) for row in rows}))
when_rows_went(
    "ratings.Duel", lambda rows: recount({int(row[side]) for row in rows for side in ("first_id", "second_id")})
)
