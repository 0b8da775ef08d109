"""Addresses of lists to take along."""

from django.urls import URLPattern, path

from allmende.commons.sheets import views

app_name = "sheets"

urlpatterns: list[URLPattern] = [
    path("lists/<slug:key>/", views.sheet, name="sheet"),
    path("lists/<slug:key>/exports/", views.exports, name="exports"),
    path("exports/<uuid:key>/", views.export, name="export"),
    path("exports/<uuid:key>/file/", views.export_file, name="export_file"),
]
