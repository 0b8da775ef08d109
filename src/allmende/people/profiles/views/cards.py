"""A profile to put into an address book."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from allmende.people.profiles.queries import profile_for
from allmende.people.profiles.queries.vcards import vcard_of
from allmende.people.profiles.views.fetching import get_person


def vcard(request: HttpRequest, handle: str) -> HttpResponse:
    """What the reader may see of someone as a vCard."""
    person = get_person(request, handle)
    page = request.build_absolute_uri(reverse("person", args=[handle]))
    view = profile_for(request.actor, person, request.space)
    answer = HttpResponse(vcard_of(view, page), content_type="text/vcard; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{handle}.vcf"'
    return answer
