"""`Refused` becomes a page, a fragment or problem+json, in the reader's language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from allmende.foundation.verdicts import Refused


class RefusalMiddleware:
    """Explains a refusal where the person meets it; everything else that goes wrong is a bug and goes to the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave other exceptions to Django."""
        if not isinstance(exception, Refused):
            return None
        if request.path.startswith("/api/"):
            return problem(exception, request)
        is_fragment = getattr(request, "htmx", False)
        template = "errors/refused.html#fragment" if is_fragment else "errors/refused.html"
        return render(request, template, {"refusal": exception}, status=exception.status)


def problem(refusal: Refused, request: HttpRequest) -> JsonResponse:
    """Return a refusal as RFC 9457 problem details, with a pointer for each field that is wrong."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": str(refusal.reason),
        "status": refusal.status,
        "instance": request.path,
    }
    if refusal.errors:
        body["errors"] = [{"pointer": f"#/{field}", "detail": str(text)} for field, text in refusal.errors.items()]
    if refusal.remedy:
        body["remedy"] = {"label": str(refusal.remedy.label), "url": request.build_absolute_uri(refusal.remedy.url)}
    return JsonResponse(body, status=refusal.status, content_type="application/problem+json")
