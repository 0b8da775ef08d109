"""What people fill in about rights: their name to sign with, and what a thing asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.commands import LONGEST_OPTION
from allmende.commons.agreements.models import LONGEST_TAKER, Licence
from allmende.commons.agreements.queries import rights_of, text_of
from allmende.commons.agreements.words import Step, TermsText, who_owns
from allmende.commons.consent.models import AgreementKind
from allmende.commons.consent.models.agreements import LONGEST_NAME
from allmende.commons.consent.queries.signing import latest_of_each, signable_in
from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.foundation.ids import key_in
from allmende.foundation.text.fields import LineInput

STEPS = ((Step.BEGIN, _("Who writes")), (Step.HAND_IN, _("Who hands in")), (Step.AWARD, _("On an award")))


class SignatureForm(forms.Form):
    """One's full name, as it stands in a contract."""

    name = LineInput(
        label=_("Your full name"), max_length=LONGEST_NAME, help_text=_("First name and surname, as in a contract."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip

    def read(self, keys: Iterable[str]) -> list[UUID]:
        """The versions that lay before the reader."""
        return [key for text in list(keys)[:10] if (key := key_in(text))]


class RightsForm(forms.Form):
    """What has to be signed for a thing of a space, and the terms of what is handed in to it."""

    nda = forms.ChoiceField(
        label=_("Before the brief is read"), required=False,
        help_text=_("Then only those who signed see more than title and summary: brief, files, contributions and comments."),
    )  # fmt: skip
    participation = forms.ChoiceField(label=_("Before taking part"), required=False)
    images = forms.BooleanField(
        label=_("Ask who is to be seen or heard, and for the consent of each"), required=False,
        help_text=_("Before handing in, each agrees to your community's text on it, of the young a guardian. Who takes it back is shown no longer, at once."),
    )  # fmt: skip
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices, widget=forms.RadioSelect)
    taker = LineInput(
        label=_("For whom"), max_length=LONGEST_TAKER, required=False,
        help_text=_("The name of the body or person who is to have exclusive rights, an option or who pays a share."),
    )  # fmt: skip
    option_days = forms.IntegerField(
        label=_("Option, in days"), required=False, min_value=0, max_value=LONGEST_OPTION,
        help_text=_("For so long after the end of the call a work is offered to nobody else. Empty: no option."),
    )  # fmt: skip
    royalty = forms.DecimalField(
        label=_("Share of what is earned, in percent"), required=False, min_value=0, max_value=100, max_digits=4,
        decimal_places=1, help_text=_("What the authors get of what is earned with their work. Empty: no share."),
    )  # fmt: skip

    def __init__(self, *args: Any, thing: Thing, place: Space, fixed: bool, **kwargs: Any) -> None:
        rights = rights_of(thing)
        held = text_of(rights.terms) if rights and rights.terms else TermsText(Licence.STAYS)
        initial = {
            "images": bool(rights and rights.images_id), "nda": str(rights.nda_id or "") if rights else "", "licence": held.licence.value, "taker": held.taker,
            "participation": str(rights.participation_id or "") if rights else "",
            "option_days": held.option_days or None, "royalty": held.royalty / 10 if held.royalty else None,
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.held, self.space = held, place
        for name, kind, none in (
            ("nda", AgreementKind.NDA, _("Nothing: the brief is read by all who see the call")),
            ("participation", AgreementKind.PARTICIPATION, _("Nothing")),
        ):
            known = latest_of_each(signable_in(place).filter(kind=kind).values_list("id", flat=True))
            field = self.fields[name]
            field.choices = [("", none), *((str(one.agreement_id), one.title) for one in known)]  # type: ignore[attr-defined]
            field.disabled = fixed
        self.fields["images"].disabled = fixed
        self.has_texts = any(len(self.fields[name].choices) > 1 for name in ("nda", "participation"))  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the command takes."""
        data = self.cleaned_data
        terms = TermsText(
            Licence(data["licence"]), data["taker"], data["option_days"] or 0, int((data["royalty"] or 0) * 10)
        )
        return {
            "terms": terms,
            "images": data["images"],
            "nda": UUID(data["nda"]) if data["nda"] else None,
            "participation": UUID(data["participation"]) if data["participation"] else None,
        }

    def in_words(self) -> list[tuple[Any, list[str]]]:
        """What holds now, in plain words, at each step."""
        return [(label, who_owns(self.held, step)) for step, label in STEPS]
