"""What went wrong, for programs: problem details as RFC 9457 describes them, in the caller's language."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse

from allmende.foundation.verdicts import Refused

API = "/api/"
CHALLENGE = 'Bearer realm="Allmende"'
"""How a program proves who it is (RFC 6750, section 3)."""


def is_for_programs(request: HttpRequest) -> bool:
    """Whether the API was asked, which answers with problem details."""
    return request.path_info.startswith(API)


def problem(
    request: HttpRequest, status: int, detail: str = "", *, errors: Sequence[dict[str, str]] = (), **more: object
) -> JsonResponse:
    """Return problem details: `detail` is the sentence for people, `errors` name what is wrong by a JSON pointer each."""
    body: dict[str, object] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    body |= {"detail": detail} if detail else {}
    body |= {"instance": request.path, **more}
    body |= {"errors": list(errors)} if errors else {}
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        given = "Authorization" in request.headers
        response.headers["WWW-Authenticate"] = CHALLENGE + (', error="invalid_token"' if given else "")
    response.headers["Cache-Control"] = "no-store"
    return response


def problem_of(request: HttpRequest, refusal: Refused) -> JsonResponse:
    """Return a refusal as problem details, with its remedy and a pointer for each field that is wrong."""
    errors = [
        {"pointer": f"#/{field}" if field else "#", "detail": str(text)} for field, text in refusal.errors.items()
    ]
    more: dict[str, object] = {}
    if refusal.remedy:
        url = request.build_absolute_uri(refusal.remedy.url)
        more["remedy"] = {"label": str(refusal.remedy.label), "url": url}
    return problem(request, refusal.status, str(refusal.reason), errors=errors, **more)
