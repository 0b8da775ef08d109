"""`Refused` becomes a page, a fragment or problem+json, in the reader's language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from allmende.foundation.problems import is_for_programs, problem_of
from allmende.foundation.verdicts import Refused
from allmende.foundation.ways import Elsewhere
from allmende.surfaces.web.failures import BESIDE


class RefusalMiddleware:
    """Explains a refusal where the person meets it; everything else that goes wrong is a bug and goes to the log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave other exceptions to Django."""
        if isinstance(exception, Elsewhere):
            return redirect(exception.url)
        if not isinstance(exception, Refused):
            return None
        if is_for_programs(request):
            return problem_of(request, exception)
        is_fragment = getattr(request, "htmx", False)
        template = "errors/refused.html#fragment" if is_fragment else "errors/refused.html"
        answer = render(request, template, {"refusal": exception}, status=exception.status)
        for name, value in BESIDE.items() if is_fragment else ():
            answer.headers[name] = value
        return answer
