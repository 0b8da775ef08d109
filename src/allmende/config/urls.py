"""All addresses of the house: the surfaces' own, and each open room's at the root."""

from django.urls import include, path

from allmende.foundation.doors import rooms

urlpatterns = [
    path("", include("allmende.surfaces.web.urls")),
    path("accounts/", include("allauth.account.urls")),
    *(path("", include(room.urls)) for room in rooms() if room.urls),
]
