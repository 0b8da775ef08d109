"""What people fill in about themselves."""

from allmende.people.profiles.forms.others import (
    ClaimForm,
    EndorsementForm,
    FileForm,
    ManagedForm,
    PictureForm,
    PieceForm,
)
from allmende.people.profiles.forms.parts import WISHES, AboutForm, ListForm, PartForm, WorkForm, show_refusal

__all__ = [
    "WISHES",
    "AboutForm",
    "ClaimForm",
    "EndorsementForm",
    "FileForm",
    "ListForm",
    "ManagedForm",
    "PartForm",
    "PictureForm",
    "PieceForm",
    "WorkForm",
    "show_refusal",
]
