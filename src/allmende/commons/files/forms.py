"""Form fields for uploads: what they return is judged, prepared and ready to be stored."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.commons.files.cuts import cut_from
from allmende.commons.files.documents import prepare_document
from allmende.commons.files.pictures import Prepared, prepare_picture
from allmende.commons.files.uploads import DOCUMENTS, PICTURES, Upload
from allmende.foundation.verdicts import Refused


def with_cut(upload: Any, data: Any, place: int) -> Any:
    """Let an upload know what is to stay of it: the four numbers `cut-<place>` that came with it."""
    if isinstance(upload, File) and hasattr(data, "getlist"):
        upload.cut = cut_from(data.getlist(f"cut-{place}"))  # type: ignore[attr-defined]
    return upload


def prepare_cut(upload: Upload) -> Prepared:
    """Prepare a picture as it was cut. Raises Refused."""
    return prepare_picture(upload, getattr(upload, "cut", None))


class PictureInput(forms.FileInput):
    """A file input that offers pictures only."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The upload, or several, each with what is to stay of it."""
        found = super().value_from_datadict(data, files, name)
        if isinstance(found, list | tuple):
            return [with_cut(upload, data, place) for place, upload in enumerate(found)]
        return with_cut(found, data, 0)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ", ".join(PICTURES), **(attrs or {})})


class PicturesInput(PictureInput):
    """The same for several at once."""

    allow_multiple_selected = True


class _UploadField(forms.FileField):
    prepare: Callable[[Upload], Prepared]

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A `Prepared` file, ready for its command (or the initial value when none was chosen)."""
        upload = super().clean(data, initial)
        if not isinstance(upload, File) or upload is initial:
            return upload
        try:
            return type(self).prepare(upload)
        except Refused as refusal:
            raise ValidationError(str(refusal.reason), code="refused") from refusal


class PictureField(_UploadField):
    """One picture. Its pixels are made anew while the form is checked, before any transaction."""

    widget = PictureInput
    prepare = staticmethod(prepare_cut)


class DocumentField(_UploadField):
    """One document."""

    widget = forms.FileInput(attrs={"accept": ", ".join(f".{ending}" for ending in DOCUMENTS.values())})
    prepare = staticmethod(prepare_document)


class PicturesField(PictureField):
    """Several pictures at once, at most `most`; all of them or none. Returns a list of `Prepared`."""

    widget = PicturesInput

    def __init__(self, *, most: int = 12, **options: Any) -> None:
        super().__init__(**options)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[Prepared]:
        """Every picture prepared; the sentence for a bad one names its file."""
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        if len(uploads) > self.most:
            raise ValidationError(
                ngettext("%(count)s picture at most.", "%(count)s pictures at most.", self.most) % {"count": self.most},
                code="too_many",
            )
        if not uploads:
            super().clean(None, initial)
            return []
        return [self._named(upload, initial) for upload in uploads]

    def _named(self, upload: Any, initial: Any) -> Prepared:
        try:
            prepared: Prepared = super().clean(upload, initial)
        except ValidationError as error:
            raise ValidationError([f"{upload.name}: {message}" for message in error.messages]) from error
        return prepared


class RecordingsInput(forms.FileInput):
    """A file input for several recordings, of which a script sends large ones in parts."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": "video/*, audio/*", "data-recordings": ""})


class RecordingsForm(forms.Form):
    """Videos and sound beside a thing (`receive_recordings` takes them)."""

    recordings = forms.FileField(label=_("Videos and sound"), widget=RecordingsInput, required=False)
