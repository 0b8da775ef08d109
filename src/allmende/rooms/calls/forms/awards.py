"""Who gets the prizes, as hosts fill it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text.fields import LineInput, TextInput
from allmende.rooms.calls.commands.awards import Pick
from allmende.rooms.calls.models import Award, Prize
from allmende.rooms.calls.models.prizes import FOR_EACH

MOST_ROWS = 30

type Choices = Sequence[tuple[str, str]]


class PlaceForm(forms.Form):
    """Who gets one place of a prize."""

    to = forms.ChoiceField(label=_("Who"), required=False)
    rank = forms.IntegerField(
        label=_("Place"), min_value=1, max_value=100, required=False, help_text=_("Who is equal has the same place.")
    )
    reason = LineInput(
        label=_("Why"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A sentence that those who won will keep."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]


class EachForm(forms.Form):
    """Who gets a prize that everyone concerned gets."""

    to = forms.MultipleChoiceField(label=_("Who"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class StatementForm(forms.Form):
    """What the jury says of its choice."""

    statement = TextInput(
        label=_("Statement of the jury"), max_length=20_000, required=False,
        help_text=_("What convinced you, in words that also those who didn't win can learn from."),
    )  # fmt: skip


class PrizeDecision:
    """The forms of one prize: a row for each place, or one list to tick."""

    def __init__(
        self, prize: Prize, choices: Choices, initial: Sequence[Pick], given: Sequence[Award], data: Any = None
    ) -> None:
        self.prize, self.given = prize, given
        self.is_each = prize.kind in FOR_EACH
        prefix = f"a{prize.position}"
        if self.is_each:
            picked = [str(pick.to) for pick in initial]
            self.forms: list[forms.Form] = [EachForm(data, choices=choices, initial={"to": picked}, prefix=prefix)]
            return
        rows = min(max(prize.places, len(initial)) + (1 if prize.amounts else 0), MOST_ROWS)
        self.forms = []
        for place in range(rows):
            pick = initial[place] if place < len(initial) else None
            start = {"to": str(pick.to), "rank": pick.rank, "reason": pick.reason} if pick else {"rank": place + 1}
            self.forms.append(PlaceForm(data, choices=choices, initial=start, prefix=f"{prefix}-{place}"))

    def is_valid(self) -> bool:
        """Whether every row can be taken."""
        valid = [form.is_valid() for form in self.forms]  # each says its faults
        return all(valid)

    def picks(self) -> list[Pick]:
        """Who was chosen, in the order of the rows."""
        if self.is_each:
            return [Pick(UUID(key)) for key in self.forms[0].cleaned_data["to"]]
        given = [form.cleaned_data for form in self.forms]
        return [
            Pick(UUID(row["to"]), row["rank"] or place, row["reason"])
            for place, row in enumerate(given, 1)
            if row.get("to")
        ]


def show_refusal(decisions: Sequence[PrizeDecision], errors: Mapping[str, Any]) -> None:
    """Show a command's refusal at the prizes that it names."""
    for decision in decisions:
        if (text := errors.get(str(decision.prize.id))) is not None:
            decision.forms[0].add_error("to", str(text))
