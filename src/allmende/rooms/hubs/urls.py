"""Addresses of this room."""

from django.urls import path

from allmende.rooms.hubs.views import running, visiting

app_name = "hubs"

urlpatterns = [
    path("hubs/", visiting.index, name="index"),
    path("hubs/bookings/", visiting.mine, name="mine"),
    path("hubs/bookings/<uuid:key>/removal/", visiting.cancellation, name="cancellation"),
    path("hubs/line/<uuid:key>/removal/", visiting.line_removal, name="line_removal"),
    path("hubs/<slug:slug>/", visiting.hub, name="hub"),
    path("hubs/<slug:slug>/desks/", visiting.desks, name="desks"),
    path("hubs/<slug:slug>/line/", visiting.line, name="line"),
    path("hubs/<slug:slug>/presence/", visiting.presence, name="presence"),
    path("hubs/<slug:slug>/presence/removal/", visiting.absence, name="absence"),
    path("hubs/<slug:slug>/questions/", visiting.asking, name="asking"),
    path("hubs/<slug:slug>/questions/<uuid:key>/help/", visiting.help_offer, name="help"),
    path("hubs/<slug:slug>/questions/<uuid:key>/removal/", visiting.closing, name="closing"),
    path("hubs/<slug:slug>/coming/", running.bookings, name="bookings"),
    path("hubs/<slug:slug>/settings/", running.settings, name="settings"),
    path("hubs/<slug:slug>/settings/desks/", running.furnishing, name="furnishing"),
    path("hubs/<slug:slug>/settings/desks/<int:desk>/removal/", running.desk_removal, name="desk_removal"),
    path("hubs/<slug:slug>/settings/days/", running.special_day, name="special_day"),
    path("hubs/<slug:slug>/settings/days/<slug:day>/removal/", running.special_day_removal, name="special_day_removal"),
]
