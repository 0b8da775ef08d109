"""What programs read to sign people in with us."""

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from allmende.foundation.mail.letterhead import NODE
from allmende.identity.signon.commands import SCOPES


@require_safe
def configuration(request: HttpRequest) -> JsonResponse:
    """OpenID Connect Discovery 1.0, section 3: what we are able to do, and no more; only under the node's own name."""
    if getattr(request, "house", NODE).home != settings.NODE_URL:
        raise Http404
    at = {
        name: settings.NODE_URL + reverse(f"idp:oidc:{name}")
        for name in ("authorization", "token", "userinfo", "jwks", "revoke", "logout")
    }
    answer = JsonResponse(
        {
            "issuer": settings.NODE_URL,
            "authorization_endpoint": at["authorization"],
            "token_endpoint": at["token"],
            "userinfo_endpoint": at["userinfo"],
            "jwks_uri": at["jwks"],
            "revocation_endpoint": at["revoke"],
            "end_session_endpoint": at["logout"],
            "scopes_supported": list(SCOPES),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
            "code_challenge_methods_supported": ["S256"],
            "claims_supported": ["sub", "name", "preferred_username", "locale", "zoneinfo", "email", "email_verified"],
        }
    )
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
