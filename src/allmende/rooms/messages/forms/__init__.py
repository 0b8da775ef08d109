"""What people fill in: input to clean values, nothing is written here."""

from allmende.rooms.messages.forms.announcing import AnnouncementForm, NoteForm, ReleaseForm
from allmende.rooms.messages.forms.talking import FilesForm, NameForm, NewForm, OutsiderForm, PeopleForm, first_error

__all__ = [
    "AnnouncementForm",
    "FilesForm",
    "NameForm",
    "NewForm",
    "NoteForm",
    "OutsiderForm",
    "PeopleForm",
    "ReleaseForm",
    "first_error",
]
