"""How passwords are kept, and which ones are refused because attackers try them first."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "€": "e"}
)
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
SHORTEST_CORE = 4


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id (RFC 9106) with OWASP's smallest recommended memory: 19 MiB, two passes, one lane, so that many may sign in at once.

    What lies under another hash, or under other figures, is hashed anew when its person signs in.
    """

    time_cost, memory_cost, parallelism = 2, 19_456, 1


class KnownPasswordValidator:
    """Refuses what is known from leaks: Django's 20,000 most common passwords also in disguise, and what the operator's list holds.

    In disguise: with figures and signs around it, with figures for letters, or said twice and more. The list (setting
    LEAKED_PASSWORDS) is one of SHA-1 digests in order, as haveibeenpwned.com hands out; it is asked on this machine alone.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that attackers try first."""
        if any(form in common() for form in forms_of(password)) or is_leaked(password):
            sentence = _(
                "This password is known from leaks, or close to one: attackers try those first. Put several words together that only you would."
            )
            raise ValidationError(sentence, code="password_known")

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return _("Several words that only you would put together; nothing that many others use.")


@cache
def common() -> frozenset[str]:
    """Return the passwords that are used most, in small letters: read when the first new password is set."""
    return frozenset(CommonPasswordValidator().passwords)


def forms_of(password: str) -> set[str]:
    """Return a password without what people add to a common one so that it passes."""
    plain = password.strip().lower()
    cores = {plain, EDGES.sub("", plain), EDGES.sub("", plain.translate(LEET)), EDGES.sub("", plain).translate(LEET)}
    forms = {core for core in cores if len(core) >= SHORTEST_CORE} | {plain}
    return forms | {part for form in forms if (part := _repeated(form))}


def _repeated(text: str) -> str:
    """Return what a text says twice or more often; empty for one that says nothing twice."""
    length = (text + text).find(text, 1)
    return text[:length] if length < len(text) else ""


def is_leaked(password: str) -> bool:
    """Whether the operator's list of leaked passwords holds it; False without a list."""
    if not settings.LEAKED_PASSWORDS:
        return False
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with Path(settings.LEAKED_PASSWORDS).open("rb") as listed:
        return _stands_in(listed, digest)


def _stands_in(listed: BinaryIO, digest: bytes) -> bool:
    """Find a line that begins with a digest, in a file of lines in order, by halving: some 35 looks in 40 GB."""
    low, high = 0, listed.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        listed.seek(middle)
        if middle:
            listed.readline()  # the rest of a line that begins before
        line = listed.readline()[: len(digest)].upper()
        if line == digest:
            return True
        if line and line < digest:
            low = middle + 1
        else:
            high = middle
    listed.seek(low)
    return listed.readline()[: len(digest)].upper() == digest
