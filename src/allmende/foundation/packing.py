"""Answers are packed where no proxy does it: without one, a page would come in three to four times its bytes."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

TEXT = (
    "text/",
    "application/json",
    "application/problem+json",
    "application/xml",
    "application/atom+xml",
    "image/svg+xml",
)


def takes_packed(accepted: str) -> bool:
    """Whether who asks with this `Accept-Encoding` can unpack gzip (RFC 9110, 12.5.3); a weight of nothing refuses it."""
    accepted = accepted.replace(" ", "")
    return "gzip" in accepted and "gzip;q=0," not in f"{accepted},"


class PackingMiddleware(GZipMiddleware):
    """Packs texts for those who reach this node directly; a proxy (setting PROXIES) does so better, in a process of its own.

    What is packed may tell by its length what stands in it, where a stranger's words stand beside a secret (BREACH): Django
    adds up to a hundred bytes at random, tokens are masked anew each time, and cookies come with another site's request only
    where it opens a whole page.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Pack a text; pictures and archives are packed already."""
        if settings.CONFIG.proxies or not response.headers.get("Content-Type", "").startswith(TEXT):
            return response
        if not takes_packed(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        return super().process_response(request, response)  # type: ignore[arg-type]
