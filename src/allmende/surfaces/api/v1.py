"""Version 1: composed of the routers on the rooms' doors; what they refuse becomes problem details."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from allmende.commons.bookmarks import api as bookmarks
from allmende.commons.duties import api as duties
from allmende.commons.reactions import api as reactions
from allmende.commons.tags import api as tags
from allmende.foundation.api import Operations, ScopeMissing, validated
from allmende.foundation.doors import doors
from allmende.foundation.problems import CHALLENGE, problem, problem_of
from allmende.foundation.verdicts import Refused
from allmende.people.directory import api as directory
from allmende.surfaces.api import files as files  # declares its operations beside the discussions
from allmende.surfaces.api import finding, market, spaces, talk, talk_care, things
from allmende.surfaces.api import uploads as uploads  # the same
from allmende.surfaces.api.description import Description, describe_areas
from allmende.surfaces.api.faults import faults_in
from allmende.surfaces.api.reading import StrictParser

SHARED: tuple[Operations, ...] = (
    *(
        finding.me,
        spaces.router,
        things.router,
        talk.router,
        talk_care.router,
        finding.spaces,
        finding.finding,
        market.market,
    ),
    *(directory.router, directory.me, duties.me, duties.people, tags.router),
    *(bookmarks.router, reactions.router),
)
"""Operations on what all rooms share, and on what the observers know."""

DESCRIPTION = """What people do on the pages, for programs: through the same commands, with the same rights and refusals.

Errors are problem details (RFC 9457) in the language of `Accept-Language`. Lists go on by the header `Link` (RFC 8288)."""


class Version(NinjaAPI):
    """Answers GET with a validator, so that what hasn't changed isn't sent again."""

    def create_response(self, request: HttpRequest, data: Any, *args: Any, **options: Any) -> HttpResponse:
        """Return the answer as `validated` does, unless it is no plain 200."""
        response: HttpResponse = super().create_response(request, data, *args, **options)
        if response.status_code != 200:
            return response
        return validated(request, response, data.get("version") if isinstance(data, dict) else None)

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the description: made once, since that takes seconds."""
        return self._described

    @cached_property
    def _described(self) -> OpenAPISchema:
        description = Description(self, self.get_root_path({}))
        description["tags"] = describe_areas()
        return description


api = Version(
    title="Community API",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)

for router in (*SHARED, *(import_string(path) for door in doors() for path in door.api)):
    api.add_router("", router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """What a rule or a command refused."""
    return problem_of(request, refusal)


@api.exception_handler(ScopeMissing)
def narrow(request: HttpRequest, refusal: ScopeMissing) -> HttpResponse:
    """The token is good, but not for this; the scope that it lacks is named as RFC 6750 has it."""
    answer = problem_of(request, refusal)
    answer.headers["WWW-Authenticate"] = f'{CHALLENGE}, error="insufficient_scope", scope="{refusal.scope}"'
    return answer


@api.exception_handler(Http404)
def missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    """It is not there, or not for this caller; the answer is the same."""
    return problem(request, 404, _("There is nothing here for you."))


@api.exception_handler(ValidationError)
def unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What was sent doesn't have the form that the operation describes."""
    return problem(request, 422, _("Please look at these fields again."), errors=faults_in(error.errors))


@api.exception_handler(DjangoValidationError)
def unstorable(request: HttpRequest, error: DjangoValidationError) -> HttpResponse:
    """What was sent can't be stored, such as a text that is too long."""
    faults = [{"pointer": "#", "detail": sentence} for sentence in error.messages]
    return problem(request, 422, _("Please look at these fields again."), errors=faults)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The body isn't what it should be; Ninja wraps what our parser says of it."""
    if isinstance(error.__cause__, Refused):
        return problem_of(request, error.__cause__)
    if error.status_code != 400:
        return problem(request, error.status_code)
    sentence = _("This isn't JSON that can be read.")
    return problem(request, 422, sentence, errors=[{"pointer": "#", "detail": sentence}])


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    """The body is larger than any operation needs."""
    return problem(request, 413, _("This is too large: 2.5 MB at most."))
