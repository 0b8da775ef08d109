"""Addresses of the API: what stands behind them is read when a program first asks."""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class ReadWhenAsked(URLResolver):
    """Addresses of a name space of their own, whose module nobody waits for who asks for a page.

    The API's two thousand shapes take a third of the time in which a node starts, and 30 MB.
    """

    def _populate(self) -> None:
        """Leave reading to whoever looks into the name space: what stands above needs no name of it."""


urlpatterns = [
    ReadWhenAsked(RoutePattern("api/v1/"), "allmende.surfaces.api.addresses", app_name="ninja", namespace="api"),
]
