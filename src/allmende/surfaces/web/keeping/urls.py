"""Addresses of drafts, the bin and the journal."""

from django.urls import path

from allmende.surfaces.web.keeping import audit, views

urlpatterns = [
    path("drafts/", views.drafts, name="drafts"),
    path("bin/", views.bin_page, name="bin"),
    path("id/<uuid:key>/bin/", views.binning, name="bin_put"),
    path("id/<uuid:key>/restoration/", views.restoration, name="restoration"),
    path("audit/", audit.page, name="audit"),
    path("audit/journal.csv", audit.export, name="audit_export"),
    path("audit/verification/", audit.verification, name="audit_verification"),
]
