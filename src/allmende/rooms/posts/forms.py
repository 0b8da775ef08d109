"""What people fill in for posts: input to clean values, nothing is written here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.audiences.models import Layer
from allmende.commons.files.documents import prepare_document
from allmende.commons.files.forms import PicturesInput, prepare_cut
from allmende.commons.files.pictures import Prepared
from allmende.commons.files.uploads import DOCUMENTS, PICTURES
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import layers_of
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import LANGUAGES
from allmende.rooms.posts.commands import PollText
from allmende.rooms.posts.models import Poll, Post

MOST_FILES = 12
"""Pictures and files that come with one form."""


class MediaInput(PicturesInput):
    """A file input for several pictures and documents at once; of pictures with what is to stay of each."""


class MediaField(forms.FileField):
    """Pictures and documents, judged and prepared; all of them or none. Returns a list of `Prepared`."""

    widget = MediaInput(
        attrs={
            "accept": ", ".join([*PICTURES, "video/*", "audio/*", *(f".{ending}" for ending in DOCUMENTS.values())]),
            "data-alt": "alt",
            "data-recordings": "",
        }
    )

    def clean(self, data: Any, initial: Any = None) -> list[Prepared]:
        """Every file prepared; the sentence for a bad one names it."""
        uploads = [one for one in (data if isinstance(data, list | tuple) else [data]) if isinstance(one, File)]
        if len(uploads) > MOST_FILES:
            words = ngettext("%(n)d file at a time.", "%(n)d files at a time.", MOST_FILES)
            raise ValidationError(words % {"n": MOST_FILES}, code="too_many")
        return [_prepared(upload) for upload in uploads]


def _prepared(upload: Any) -> Prepared:
    is_picture = (upload.content_type or "").startswith("image/")
    try:
        return prepare_cut(upload) if is_picture else prepare_document(upload)
    except Refused as refusal:
        raise ValidationError(f"{upload.name}: {refusal.reason}", code="refused") from refusal


class PostForm(forms.Form):
    """A post being written. Nothing is required while it is a draft; the command says what is missing, and what is too long: no
    browser cuts off what someone pastes."""

    text = TextInput(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    attached = MediaField(label=_("Pictures, videos, sound and files"), required=False)
    heading = LineInput(label=_("Heading"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    layer = forms.TypedChoiceField(coerce=int, required=False)
    at = forms.DateTimeField(
        label=_("When it goes out"), required=False, help_text=_("By your own clock. Empty: now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"],
    )  # fmt: skip
    question = LineInput(label=_("Question of a poll"), max_length=200, required=False)
    answers = forms.CharField(
        label=_("Answers"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two to ten, one on each line."),
    )  # fmt: skip
    has_several = forms.BooleanField(label=_("One may choose several"), required=False)
    closes = forms.DateTimeField(
        label=_("Until when one can vote"), required=False, help_text=_("Empty: until you close it."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"],
    )  # fmt: skip

    def __init__(self, *args: Any, place: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layer"].choices = [(str(int(layer)), layer.label) for layer in layers_of(place)[1:]]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """See that the answers of a poll have a question."""
        if self.poll_lines and not self.cleaned_data.get("question"):
            self.add_error("question", _("Ask something, in 200 characters at most."))

    @property
    def poll_lines(self) -> tuple[str, ...]:
        """The answers that were given, without empty lines."""
        return tuple(line for line in (self.cleaned_data.get("answers") or "").splitlines() if line.strip())

    @property
    def poll(self) -> PollText | None:
        """The poll that was asked for; None without a question."""
        question = self.cleaned_data.get("question")
        if not question:
            return None
        several, closes = self.cleaned_data.get("has_several", False), self.cleaned_data.get("closes")
        return PollText(question, self.poll_lines, several, closes)

    @property
    def has_more(self) -> bool:
        """Whether something stands in what is folded away."""
        return any(
            self[name].value() or self[name].errors for name in ("heading", "at", "question", "answers", "closes")
        )

    @property
    def content(self) -> dict[str, Any]:
        """What is written: of fields that can't be as they are, nothing."""
        return {name: self.cleaned_data[name] for name in ("heading", "text", "language") if name in self.cleaned_data}

    @staticmethod
    def initial_of(post: Post) -> dict[str, Any]:
        """What the form shows of a post."""
        shown: dict[str, Any] = {
            "heading": post.heading,
            "text": post.text,
            "language": post.language,
            "layer": post.wish,
        }
        shown["at"] = _typed(post.due)
        if poll := Poll.objects.filter(post=post.id).prefetch_related("answers").first():
            shown |= {
                "question": poll.question, "answers": "\n".join(answer.text for answer in poll.answers.all()),
                "has_several": poll.has_several, "closes": _typed(poll.closes),
            }  # fmt: skip
        return shown


def _typed(moment: datetime | None) -> datetime | None:
    return localtime(moment).replace(second=0, microsecond=0) if moment else None


def layer_of(form: PostForm, post: Post) -> Layer:
    """Return the layer that was chosen; what the post was to reach before, where none was."""
    return Layer(form.cleaned_data.get("layer") or post.wish)


def show_errors(form: forms.Form, refusal: Refused) -> None:
    """Show a command's refusal where the person can mend it: at its fields, or above the form."""
    at_fields = {name: text for name, text in refusal.errors.items() if name in form.fields}
    for name, text in at_fields.items():
        form.add_error(name, str(text))
    if not at_fields:
        form.add_error(None, str(refusal.reason))
