"""Addresses of cards."""

from django.urls import URLPattern, path

from allmende.commons.previews import views

app_name = "previews"

urlpatterns: list[URLPattern] = [
    path("previews/<uuid:thing>/<uuid:key>/", views.preview, name="preview"),
    path("previews/<uuid:thing>/<uuid:key>/hiding/", views.hiding, name="hiding"),
    path("previews/<uuid:thing>/<uuid:key>/hiding/removal/", views.hiding_removal, name="hiding_removal"),
]
