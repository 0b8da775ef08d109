"""Addresses of muting and blocking."""

from django.urls import path

from allmende.commons.mutes import views

app_name = "mutes"

urlpatterns = [
    path("quiet/", views.index, name="index"),
    path("people/<slug:handle>/quiet/", views.choice, name="choice"),
    path("people/<slug:handle>/mute/", views.mute, name="mute"),
    path("people/<slug:handle>/mute/removal/", views.mute_removal, name="mute_removal"),
    path("people/<slug:handle>/block/", views.block, name="block"),
    path("people/<slug:handle>/block/removal/", views.block_removal, name="block_removal"),
    path("id/<uuid:key>/mute/", views.thing_mute, name="thing_mute"),
    path("id/<uuid:key>/mute/removal/", views.thing_mute_removal, name="thing_mute_removal"),
]
