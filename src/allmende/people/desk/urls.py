"""Addresses of the desk."""

from django.urls import path

from allmende.people.desk.views import desk, guests, here, members

app_name = "desk"

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/asks/<slug:handle>/", desk.ask, name="ask"),
    path("desk/help/<uuid:key>/taking/", desk.taking, name="help_taking"),
    path("desk/help/<uuid:key>/answer/", desk.answer, name="help_answer"),
    path("desk/help/<uuid:key>/handover/", desk.handover, name="help_handover"),
    path("help/here/", here.here, name="here"),
    path("help/texts/", here.tips, name="tips"),
    path("help/texts/new/", here.tip_new, name="tip_new"),
    path("help/texts/<uuid:key>/removal/", here.tip_removal, name="tip_removal"),
    path("help/guest/", guests.ask, name="guest"),
    path("help/guest/asked/", guests.asked, name="guest_asked"),
    path("help/guest/<uuid:one>/<str:key>/", guests.question, name="question"),
    path("help/guest/<uuid:one>/<str:key>/confirmation/", guests.confirmation, name="question_confirmation"),
    path("help/guest/<uuid:one>/<str:key>/closure/", guests.closure, name="question_closure"),
    path("help/guest/<uuid:one>/<str:key>/removal/", guests.removal, name="question_removal"),
    path("help/<uuid:key>/reply/", members.reply, name="help_reply"),
    path("help/ask/", members.help_page, name="help"),
    path("help/<uuid:key>/closure/", desk.closure, name="help_closure"),
    path("asked/", members.asked, name="asked"),
    path("asked/<uuid:key>/answer/", members.answer, name="ask_answer"),
    path("asked/mutes/<slug:step>/removal/", members.unmuting, name="unmute"),
]
