"""The host name gives the root space, in the first place that knows spaces."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.queries import is_known_host, root_by_host
from allmende.foundation.mail.letterhead import NODE


class RootSpaceMiddleware:
    """Sets `request.space`, the community whose host name was asked for (None before the founding), and `request.house`, how it writes.

    A host name that is neither the node's, an operator's further one nor a space's is refused (400): it would poison links.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host().rsplit(":", 1)[0] if not request.get_host().startswith("[") else request.get_host()
        ours = {settings.NODE_HOST, *settings.EXTRA_HOSTS}
        if host not in ours and not is_known_host(host):
            raise DisallowedHost(f"{host!r} is no host name of this node; add it to ALLMENDE_HOSTS or to a space.")
        request.space = root = root_by_host(host)  # type: ignore[attr-defined]
        request.house = letterhead_of(root) if root else NODE  # type: ignore[attr-defined]
        return self.get_response(request)
