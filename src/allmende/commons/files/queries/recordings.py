"""A video or sound as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language_info

from allmende.commons.files.models import File

HOUR = 3_600_000
UNKNOWN = 12
"""Hours for which a recording of unknown length can be played."""


@dataclass(frozen=True)
class Shot:
    """A recording on a page: where it is, its poster, its captions (language, address), its words for those who don't see or hear it.

    `duration` is in milliseconds; width and height are None for sound.
    """

    id: UUID
    src: str
    poster: str
    width: int | None
    height: int | None
    duration: int | None
    has_sound: bool
    alt: str
    name: str
    media_type: str
    size: int
    transcript: str
    captions: tuple[tuple[str, str], ...]

    @property
    def is_video(self) -> bool:
        """Whether there is something to see."""
        return self.width is not None

    @property
    def is_upright(self) -> bool:
        """Whether it is higher than wide, as telephones are held."""
        return bool(self.width and self.height and self.height > self.width)

    @property
    def length(self) -> str:
        """Its duration as players write it: 2:05, 10:00:00; nothing where it is not known."""
        return "" if self.duration is None else length_of(self.duration)

    @property
    def tracks(self) -> list[dict[str, str]]:
        """Its captions as a player takes them."""
        return [{"language": code, "src": src, "label": language_name(code)} for code, src in self.captions]


def length_of(duration: int) -> str:
    """Milliseconds as players write them: 2:05, 10:00:00."""
    minutes, seconds = divmod(round(duration / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def language_name(code: str) -> str:
    """A language in its own words; its code where that is not known."""
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def captions_name(language: str, digest: str) -> str:
    """Return the name under which captions are fetched."""
    return f"captions-{language.lower()}-{digest}.vtt"


def hours_of(duration: int | None) -> int:
    """Return how many hours longer the address of a recording is good than others, so that it can be played to its end, with a pause."""
    return UNKNOWN if duration is None else 1 + 2 * duration // HOUR


def has_video(thing: UUID) -> bool:
    """Whether a video stands beside a thing."""
    return File.objects.filter(thing=thing, recording__width__isnull=False).exists()


def without_captions(thing: UUID) -> list[str]:
    """Return the names of a thing's videos that have sound and no captions."""
    videos = File.objects.filter(thing=thing, recording__width__isnull=False, recording__has_sound=True)
    return list(videos.filter(recording__captions=None).values_list("name", flat=True))


def longer_than(thing: UUID, minutes: int) -> list[str]:
    """Return the names of a thing's videos that last longer, each with its length; one of unknown length is let pass."""
    rows = File.objects.filter(thing=thing, recording__width__isnull=False, recording__duration__gt=minutes * 60_000)
    return [f"{name} ({length_of(duration)})" for name, duration in rows.values_list("name", "recording__duration")]
