"""Addresses of the pages."""

from django.urls import URLPattern, path

from allmende.people.welcome.views import commitments, following, paths, queue, tours

app_name = "welcome"

urlpatterns: list[URLPattern] = [
    path("welcome/", paths.path, name="path"),
    path("welcome/agreements/", paths.agreements, name="agreements"),
    path("welcome/entry/", paths.entry, name="entry"),
    path("welcome/commitments/", paths.commitment, name="commit"),
    path("welcome/commitments/<uuid:promise>/report/", paths.report, name="report"),
    path("welcome/pause/", paths.pause, name="pause"),
    path("welcome/pause/removal/", paths.resume, name="resume"),
    path("welcome/queue/", queue.queue, name="queue"),
    path("welcome/promises/<uuid:promise>/confirmation/", queue.confirmation, name="confirmation"),
    path("welcome/promises/<uuid:promise>/return/", queue.return_, name="return"),
    path("welcome/promises/<uuid:promise>/renewal/", queue.renewal, name="renewal"),
    path("welcome/paths/<uuid:path>/pause/", queue.pausing, name="pausing"),
    path("welcome/paths/<uuid:path>/parting/", queue.parting, name="parting"),
    path("spaces/<slug:slug>/commitments/", commitments.index, name="commitments"),
    path("spaces/<slug:slug>/commitments/new/", commitments.new, name="new_commitment"),
    path("spaces/<slug:slug>/commitments/<uuid:commitment>/", commitments.edit, name="commitment"),
    path("spaces/<slug:slug>/commitments/<uuid:commitment>/retirement/", commitments.retirement, name="retirement"),
    path(
        "spaces/<slug:slug>/commitments/<uuid:commitment>/retirement/removal/",
        commitments.retirement_removal,
        name="retirement_removal",
    ),
    path("spaces/<slug:slug>/commitments/<uuid:commitment>/move/", commitments.move, name="move"),
    path("tours/", tours.tours, name="tours"),
    path("tours/<uuid:slot>/", tours.tour, name="tour"),
    path("tours/<uuid:slot>/asked/", tours.tour_asked, name="tour_asked"),
    path("tours/<uuid:slot>/cancellation/", tours.cancellation, name="tour_cancellation"),
    path("tours/bookings/<uuid:one>/<slug:key>/", tours.booking, name="booking"),
    path(
        "tours/bookings/<uuid:one>/<slug:key>/confirmation/",
        tours.booking_confirmation,
        name="booking_confirmation",
    ),
    path("tours/bookings/<uuid:one>/<slug:key>/removal/", tours.booking_removal, name="booking_removal"),
    path("tours/bookings/<uuid:one>/<slug:key>/visit/", tours.visit, name="visit"),
    path("following/", following.subscribe, name="subscribe"),
    path("following/asked/", following.subscribe_asked, name="subscribe_asked"),
    path("following/<uuid:one>/<slug:key>/", following.subscription, name="subscription"),
    path("following/<uuid:one>/<slug:key>/confirmation/", following.confirmation, name="subscription_confirmation"),
    path("following/<uuid:one>/<slug:key>/removal/", following.removal, name="subscription_removal"),
]
