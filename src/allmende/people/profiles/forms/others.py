"""Pictures, pieces of work, endorsements, and profiles in others' care."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.cuts import Cut
from allmende.commons.files.forms import DocumentField, PictureInput
from allmende.commons.files.pictures import Prepared, prepare_picture
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import LANGUAGES, Actor
from allmende.people.profiles.forms.parts import LayerField
from allmende.people.profiles.models import Key


class PictureForm(forms.Form):
    """A picture and what of it is to be seen: a square, as parts of the whole in thousandths."""

    picture = forms.FileField(label=_("Picture"), widget=PictureInput, required=False)
    left = forms.IntegerField(min_value=0, max_value=1000, required=False, widget=forms.HiddenInput)
    top = forms.IntegerField(min_value=0, max_value=1000, required=False, widget=forms.HiddenInput)
    width = forms.IntegerField(min_value=10, max_value=1000, required=False, widget=forms.HiddenInput)
    height = forms.IntegerField(min_value=10, max_value=1000, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, whose: Actor, layer: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"layer": layer}, auto_id="picture-%s", **kwargs)
        self.fields["layer"] = LayerField(whose, Key.PICTURE)

    def clean(self) -> dict[str, Any]:
        """Prepare the picture as cut, before any transaction."""
        upload = self.cleaned_data.get("picture")
        if upload and not self.errors:
            try:
                self.cleaned_data["prepared"] = prepare_picture(upload, self._cut())
            except Refused as refusal:
                self.add_error("picture", str(refusal.reason))
        return self.cleaned_data

    def _cut(self) -> Cut | None:
        parts = [self.cleaned_data.get(name) for name in ("left", "top", "width", "height")]
        if None in parts:
            return None
        left, top, width, height = (part / 1000 for part in parts if part is not None)
        return left, top, width, height


class PieceForm(forms.Form):
    """A piece of work: what it is, in words, and where it is to be found."""

    title = LineInput(label=_("Title"), max_length=200)
    text = TextInput(label=_("What it is, and what your part in it was"), max_length=10_000, required=False)
    link = LineInput(label=_("Link"), max_length=300, required=False)

    def __init__(self, *args: Any, whose: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layer"] = LayerField(whose, "piece")


class FileForm(forms.Form):
    """A picture or a document of a piece of work."""

    file = forms.FileField(label=_("Picture or file"))
    alt = LineInput(label=_("What the picture shows"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Prepare the file as a picture if it is one, else as a document."""
        upload = self.cleaned_data.get("file")
        if upload:
            try:
                self.cleaned_data["prepared"] = self._prepared(upload)
            except Refused as refusal:
                self.add_error("file", str(refusal.reason))
        return self.cleaned_data

    def _prepared(self, upload: Any) -> Prepared:
        try:
            return prepare_picture(upload)
        except Refused as refusal:
            if refusal.status == 413 or str(upload.content_type).startswith("image/"):
                raise
        return DocumentField.prepare(upload)


class EndorsementForm(forms.Form):
    """Where one saw that someone can do it."""

    sentence = LineInput(
        label=_("Where did you see it?"), min_length=10, max_length=280, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence, such as: built our shed with three beginners, and nobody lost a thumb."),
    )  # fmt: skip


class ManagedForm(forms.Form):
    """Whom a profile without an account is about."""

    name = LineInput(label=_("Name"), max_length=120)
    is_organisation = forms.BooleanField(label=_("It is an organisation"), required=False)
    email = forms.EmailField(
        label=_("E-mail address"), required=False,
        help_text=_("We tell them what is shown of them and how to take it over or have it erased. Nobody sees the address."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)


class ClaimForm(forms.Form):
    """A word to whoever cares for the profile."""

    words = LineInput(label=_("How can they tell that it is you?"), max_length=280, required=False)


class SkillsFileForm(forms.Form):
    """A list of skills, and the language of its names."""

    file = forms.FileField(
        label=_("List of skills"),
        help_text=_("ESCO's CSV, up to 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the names"), choices=[("name", _("as the file's name ends (skills_de.csv)")), *LANGUAGES]
    )
