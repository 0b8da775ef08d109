"""What a provider says of itself, and whether it is fit to sign people in.

Loads `requests`; import it late.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from requests import RequestException  # house: the exception alone; the request goes through foundation.http

from allmende.foundation.http import open_session

WELL_KNOWN = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


def read_configuration(issuer: str) -> dict[str, Any]:
    """Return a provider's configuration (OpenID Connect Discovery 1.0, section 4).

    Raises OAuth2Error where it names another issuer or lacks what we need, RequestException where it can't be reached.
    """
    with open_session() as session:
        answer = session.get(issuer.rstrip("/") + WELL_KNOWN)
        answer.raise_for_status()
        found = answer.json()
    if not isinstance(found, dict) or found.get("issuer") != issuer:
        raise OAuth2Error(f"It calls itself {str(found.get('issuer', ''))[:120] if isinstance(found, dict) else '?'}.")
    if missing := [name for name in NEEDED if not isinstance(found.get(name), str)]:
        raise OAuth2Error(f"It does not say its {missing[0]}.")
    return found


def problem_with(issuer: str) -> str:
    """Try a provider: return what is wrong in a few words, or nothing when all is well."""
    try:
        found = read_configuration(issuer)
        with open_session() as session:
            keys = session.get(found["jwks_uri"])
            keys.raise_for_status()
            if not keys.json().get("keys"):
                return "There are no keys at its jwks_uri."
    except (OAuth2Error, RequestException, ValueError, AttributeError) as error:
        return str(error)[:300]
    return ""
