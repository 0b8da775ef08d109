"""Files as pages show them, and how much room they take."""

from allmende.commons.files.queries.pages import (
    Document,
    Picture,
    Shown,
    covers_of,
    documents_of,
    large,
    picture_source,
    pictures_of,
    portrait_url,
    readable_version,
    shown_on,
    shown_with,
    visible_picture,
    visible_pictures,
)
from allmende.commons.files.queries.recordings import Shot, has_video, language_name, longer_than, without_captions
from allmende.commons.files.queries.shares import Room, room_of_person, room_of_space, storage_by_space

__all__ = [
    "Document",
    "Picture",
    "Room",
    "Shot",
    "Shown",
    "covers_of",
    "documents_of",
    "has_video",
    "language_name",
    "large",
    "longer_than",
    "picture_source",
    "pictures_of",
    "portrait_url",
    "readable_version",
    "room_of_person",
    "room_of_space",
    "shown_on",
    "shown_with",
    "storage_by_space",
    "visible_picture",
    "visible_pictures",
    "without_captions",
]  # fmt: skip
