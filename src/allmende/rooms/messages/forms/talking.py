"""What people write in forms: a message with its files, whom it goes to, a name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.forms import DocumentField, PicturesField
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.foundation.ui.people import PeopleInput
from allmende.identity.actors.models import LANGUAGES
from allmende.rooms.messages.commands import Enclosed
from allmende.rooms.messages.models import LONGEST_TEXT


class FilesForm(forms.Form):
    """Files that come with a message: pictures, and a document."""

    pictures = PicturesField(required=False, most=8, label=_("Pictures"))
    document = DocumentField(required=False, label=_("Document"))

    def enclosed(self) -> Enclosed:
        """The files, prepared before any transaction."""
        document = self.cleaned_data.get("document")
        return Enclosed(tuple(self.cleaned_data.get("pictures") or ()), (document,) if document else ())


class NewForm(FilesForm):
    """A first message, and to whom."""

    people = LineInput(
        label=_("To"), max_length=1000, help_text=_("Begin to type a name. Several people talk together."),
        widget=PeopleInput("recipients", many=True),
    )  # fmt: skip
    title = LineInput(
        label=_("Name of the conversation"),
        required=False,
        max_length=120,
        help_text=_("For several people, if you like."),
    )
    text = TextInput(
        label=_("Message"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class PeopleForm(forms.Form):
    """Whom to bring into a conversation."""

    people = LineInput(
        label=_("Bring in"), max_length=1000, help_text=_("They read what was written before."),
        widget=PeopleInput("recipients", many=True),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, auto_id="id_more_%s", **more)  # it stands beside other forms


class Email(LineInput):
    """An address, with the keys for it."""

    widget = forms.EmailInput


class OutsiderForm(forms.Form):
    """Someone without an account who is asked to take part by mail."""

    name = LineInput(label=_("Name"), max_length=120, help_text=_("All in the conversation see it."))
    email = Email(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Those who let people take part see it, and nobody else."),
    )
    language = forms.ChoiceField(label=_("Language of the mails"), choices=LANGUAGES)
    why = TextInput(
        label=_("Why you ask them"), max_length=500, help_text=_("They read it in the first mail, with your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class NameForm(forms.Form):
    """What a conversation of several is called."""

    title = LineInput(label=_("Name of the conversation"), required=False, max_length=120)


def first_error(form: Any) -> str:
    """The first sentence of what is wrong in a form."""
    return next((str(message) for errors in form.errors.values() for message in errors), "")
