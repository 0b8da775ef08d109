"""Is it a video, is it sound? Its bytes say so, never its name."""

from __future__ import annotations

import struct
from functools import partial
from typing import BinaryIO

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.pictures import Prepared, Source
from allmende.commons.files.recordings.boxes import judge_boxes
from allmende.commons.files.recordings.elements import judge_elements
from allmende.commons.files.recordings.facts import BrokenError, Cleaned, Facts
from allmende.commons.files.recordings.sounds import judge_mp3, judge_wav
from allmende.commons.files.uploads import DOCUMENTS, LARGEST, Upload, clean_name, recording_type
from allmende.foundation.verdicts import Refused

POSTER = "poster.webp"
"""The version of a video that is the picture shown before it plays."""
WIDTHS_OF_POSTERS = ("320.webp", "640.webp", "960.webp")
"""Of these the widest that there is."""


def judge(source: BinaryIO, size: int) -> Facts | None:
    """Say what a recording is, without holding more of it than its tables; None for what is none.

    Raises Refused (422) in words that say what to do: damaged or cut off, without picture and sound, not for browsers.
    """
    source.seek(0)
    judges = {"boxes": judge_boxes, "elements": judge_elements, "mp3": judge_mp3, "wav": judge_wav}
    kind = recording_type(source.read(16))
    if kind is None:
        return None
    try:
        return judges[kind](source, size)
    except (BrokenError, struct.error) as error:
        raise Refused(_("This recording is damaged or incomplete. Play it yourself; if it plays, save it anew and try again."), 422) from error  # fmt: skip


def prepare_recording(upload: Upload, poster: Prepared | None = None, *, most: int = LARGEST) -> Prepared | None:
    """Make an upload ready to be kept, cleaned as it is written; None for what is no recording. `poster` is the picture shown before it plays.

    Raises Refused as `judge` does, and 413 for one of more than `most` bytes: larger ones come in parts.
    """
    size = upload.size or 0
    if size > most:
        limit = {"limit": filesizeformat(most)}
        raise Refused(_("This file is larger than %(limit)s. Make it smaller and try again.") % limit, 413)
    facts = judge(upload, size)  # type: ignore[arg-type]
    if facts is None:
        return None
    main = f"file.{DOCUMENTS[facts.media_type]}"
    contents: dict[str, Source] = {main: partial(Cleaned, upload, facts)}  # type: ignore[arg-type]
    if poster is not None:
        contents[POSTER] = poster.contents[max(name for name in WIDTHS_OF_POSTERS if name in poster.contents)]
    return Prepared(clean_name(upload.name or "", facts.media_type), facts.media_type, contents, main, facts=facts)
