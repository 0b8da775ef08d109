"""Addresses of files on the media origin: plain for what everyone may see, signed for an hour or two for all else."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings

from allmende.foundation import clock
from allmende.foundation.keys import is_signed, sign

PURPOSE = "files"
HOUR = 3600
HOURS_VALID = 2


def address(file_id: UUID, name: str, *, signed: bool, hours: int = 0, among: int = 0) -> str:
    """Return the absolute address of one version of a file.

    Signed ones change with the hour, so that browsers keep them meanwhile, and last one to two hours, and `hours` more. Whoever
    asks for a signed address has made sure that the reader may see the file. Of what is out of sight it is good `among` that
    audience alone: addresses from before it was put there hold no longer.
    """
    plain = f"{settings.MEDIA_ORIGIN}/m/{file_id}/{name}"
    return f"{plain}?{_signature(file_id, hours, among)}" if signed else plain


def is_current(file_id: UUID, until: str, by: str, among: int = 0) -> bool:
    """Whether a signature is ours, of where the file is now, and has not run out."""
    if not until.isascii() or not until.isdigit() or len(until) > 9:
        return False
    return clock.now().timestamp() < int(until) * HOUR and is_signed(PURPOSE, _said(file_id, until, among), by)


def _signature(file_id: UUID, hours: int, among: int) -> str:
    until = int(clock.now().timestamp()) // HOUR + HOURS_VALID + hours
    return urlencode({"until": until, "by": sign(PURPOSE, _said(file_id, until, among))})


def _said(file_id: UUID, until: int | str, among: int) -> str:
    return f"{file_id}:{until}:{among}" if among else f"{file_id}:{until}"
