"""Addresses of spaces."""

from django.urls import path

from allmende.surfaces.web import looks
from allmende.surfaces.web.spaces import archiving, members, settings, views

urlpatterns = [
    path("spaces/", views.index, name="spaces"),
    path("spaces/new/", settings.new, name="new_space"),
    path("spaces/<slug:slug>/", views.page, name="space"),
    path("spaces/<slug:slug>/look.css", looks.look, name="space_look"),
    path("spaces/<slug:slug>/membership/", members.join, name="space_join"),
    path("spaces/<slug:slug>/membership/removal/", members.leave, name="space_leave"),
    path("spaces/<slug:slug>/members/", members.index, name="space_members"),
    path("spaces/<slug:slug>/members/<slug:handle>/role/", members.role, name="space_role"),
    path("spaces/<slug:slug>/members/<slug:handle>/removal/", members.removal, name="space_member_removal"),
    path("spaces/<slug:slug>/archive/", archiving.archive, name="space_archive"),
    path("spaces/<slug:slug>/archive/removal/", archiving.reopening, name="space_reopen"),
    path("spaces/<slug:slug>/settings/", settings.settings, name="space_settings"),
    path("spaces/<slug:slug>/settings/look/", settings.design, name="space_design"),
    path("spaces/<slug:slug>/settings/look/preview/", settings.preview, name="space_preview"),
    path("spaces/<slug:slug>/settings/gates/", settings.gates, name="space_gates"),
]
