"""Addresses of what reaches me."""

from django.urls import URLPattern, path

from allmende.observers.notices.views import centre, settings, stopping, vital

app_name = "notices"

urlpatterns: list[URLPattern] = [
    path("settings/notifications/", settings.settings, name="settings"),
    path("settings/notifications/preset/", settings.preset, name="preset"),
    path("settings/notifications/choices/", settings.choices, name="choices"),
    path("settings/notifications/manner/", settings.manner, name="manner"),
    path("settings/notifications/places/", settings.places, name="places"),
    path("settings/notifications/again/", settings.again, name="again"),
    path("settings/notifications/devices/", settings.devices, name="devices"),
    path("settings/notifications/devices/<uuid:key>/removal/", settings.device_removal, name="device_removal"),
    path("notices/<uuid:key>/", centre.why, name="why"),
    path("notices/<uuid:key>/less/", centre.less, name="less"),
    path("notices/<uuid:key>/reading/", centre.line_reading, name="line_reading"),
    path("vital/", vital.vitals, name="vitals"),
    path("vital/<uuid:key>/", vital.vital, name="vital"),
    path("vital/<uuid:key>/release/", vital.release, name="vital_release"),
    path("vital/<uuid:key>/removal/", vital.removal, name="vital_removal"),
    path("vital/<uuid:key>/confirmation/", vital.confirmation, name="vital_confirmation"),
    path("notices/mails/<uuid:one>/<slug:about>/<slug:key>/", stopping.stop, name="stop"),
    path("notices/mails/<uuid:one>/<slug:about>/<slug:key>/removal/", stopping.stop_removal, name="stop_removal"),
]
