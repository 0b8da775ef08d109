"""All addresses of the house: the surfaces' own, and each open room's at the root."""

from django.conf import settings
from django.urls import include, path

from allmende.foundation.doors import rooms

ASKED_FOR_MOST = "allmende.people.directory"
WITH_PAGES = (
    *(
        "allmende.commons.consent",
        "allmende.commons.agreements",
        "allmende.commons.follows",
        "allmende.commons.previews",
        "allmende.commons.duties",
    ),
    *("allmende.commons.tokens", "allmende.commons.sheets", "allmende.commons.tags"),
    *("allmende.commons.mutes", "allmende.commons.reactions", "allmende.commons.bookmarks"),
    "allmende.commons.participation",
    "allmende.commons.stages",
    *(app for app in settings.PEOPLE if app != ASKED_FOR_MOST),
    "allmende.observers.notices",
    "allmende.observers.webhooks",
    "allmende.observers.syndication",
    "allmende.observers.channels",
)

urlpatterns = [
    # Looked through from the top for every page: what is asked for most stands first.
    path("", include(f"{ASKED_FOR_MOST}.urls")),  # with each letter that someone types
    *(path("", include(room.urls)) for room in rooms() if room.urls),
    path("", include("allmende.surfaces.web.urls")),
    path("", include("allmende.surfaces.api.urls")),
    path("accounts/", include("allmende.identity.accounts.gates")),
    path("", include("allmende.identity.accounts.urls")),
    path("", include("allmende.identity.signon.urls")),
    path("backoffice/communities/", include("allmende.surfaces.houses.urls")),
    path("backoffice/", include("allmende.surfaces.backoffice.urls")),
    *(path("", include(f"{app}.urls")) for app in WITH_PAGES),
    # Without an origin of their own, files are served here, under the same strict headers.
    *([path("", include(settings.MEDIA_URLCONF))] if settings.MEDIA_HOST == settings.NODE_HOST else []),
]

handler400 = "allmende.surfaces.web.failures.bad_request"
handler403 = "allmende.surfaces.web.failures.permission_denied"
handler404 = "allmende.surfaces.web.failures.page_not_found"
handler500 = "allmende.surfaces.web.failures.server_error"
