"""Addresses of a community's phases."""

from django.urls import path

from allmende.commons.stages import views

app_name = "stages"

urlpatterns = [
    path("stages/", views.index, name="index"),
    path("stages/setting-out/", views.setting_out, name="setting_out"),
    path("stages/move/", views.move, name="move"),
    path("stages/<int:number>/edit/", views.edit, name="edit"),
    path("stages/criteria/<int:key>/", views.tick, name="tick"),
    path("stages/criteria/<int:key>/removal/", views.tick_removal, name="tick_removal"),
]
