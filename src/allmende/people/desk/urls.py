"""Addresses of the desk."""

from django.urls import path

from allmende.people.desk.views import desk, members

app_name = "desk"

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/asks/<slug:handle>/", desk.ask, name="ask"),
    path("desk/help/<uuid:key>/taking/", desk.taking, name="help_taking"),
    path("desk/help/<uuid:key>/answer/", desk.answer, name="help_answer"),
    path("help/ask/", members.help_page, name="help"),
    path("help/<uuid:key>/closure/", desk.closure, name="help_closure"),
    path("asked/", members.asked, name="asked"),
    path("asked/<uuid:key>/answer/", members.answer, name="ask_answer"),
    path("asked/mutes/<slug:step>/removal/", members.unmuting, name="unmute"),
]
