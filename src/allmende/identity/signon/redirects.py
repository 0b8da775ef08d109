"""Addresses to which we send people with a code in their hands: few forms, compared letter by letter."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from allmende.foundation.verdicts import Refused

OF_AN_APP = re.compile(r"[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+")
"""A scheme of a native app's own: a domain name backwards (RFC 8252, section 7.1)."""


def clean_redirects(typed: str, field: str = "redirects") -> list[str]:
    """Return the addresses of an application, one a line. Raises Refused (422) for `field`, with the first that can't be.

    There is at least one redirect address; those after signing out may be none.
    """
    found = [line.strip() for line in typed.splitlines() if line.strip()]
    if not found and field == "redirects":
        raise Refused(_("Name at least one redirect address."), 422, errors={"redirects": _("At least one address.")})
    for address in found:
        if problem := _problem_of(address):
            sentence = _("%(address)s: %(problem)s") % {"address": address[:120], "problem": problem}
            raise Refused(sentence, 422, errors={field: sentence})
    return list(dict.fromkeys(found))


def _problem_of(address: str) -> str:
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return _("this is no address.")
    if not address.isascii() or not address.isprintable() or any(sign in address for sign in " \\*#<>\"'"):
        return _("no spaces, stars, quotes or fragments.")
    if parts.username or parts.password:
        return _("no user name in the address.")
    if OF_AN_APP.fullmatch(parts.scheme):
        return ""
    if parts.scheme == "https" and parts.hostname:
        return ""
    if parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1", "localhost"}:
        return ""
    return _(
        "begin with https:// (http:// on the same machine, or the own scheme of an app, such as org.example.app:/)."
    )
