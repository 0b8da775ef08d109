"""The front page of arrivals: what can be done here, for those who care for the community."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from allmende.foundation.verdicts import require
from allmende.people.arrivals.rules import may_import_people
from allmende.people.profiles.rules import may_import_skills


def index(request: HttpRequest) -> HttpResponse:
    """What one can do about arrivals."""
    require(may_import_people(request.actor, request.space))
    return render(
        request, "arrivals/index.html", {"may_import_skills": may_import_skills(request.actor, request.space)}
    )
