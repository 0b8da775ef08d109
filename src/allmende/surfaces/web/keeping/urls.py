"""Addresses of drafts and the bin; where the journal once was leads to the back office."""

from django.urls import path
from django.views.generic import RedirectView

from allmende.surfaces.web.keeping import views

urlpatterns = [
    path("drafts/", views.drafts, name="drafts"),
    path("bin/", views.bin_page, name="bin"),
    path("id/<uuid:key>/bin/", views.binning, name="bin_put"),
    path("id/<uuid:key>/restoration/", views.restoration, name="restoration"),
    path("audit/", RedirectView.as_view(pattern_name="backoffice:journal", permanent=True), name="audit"),
]
