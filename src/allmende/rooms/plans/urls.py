"""Addresses of plans and results."""

from django.urls import path

from allmende.rooms.plans.views import answers, items, plans, results, review

app_name = "plans"

urlpatterns = [
    path("plans/", plans.index, name="index"),
    path("plans/new/", plans.new, name="new"),
    path("plans/<uuid:key>/", plans.plan, name="plan"),
    path("plans/<uuid:key>/edit/", plans.edit, name="edit"),
    path("plans/<uuid:key>/questions/<slug:question>/", answers.question, name="question"),
    path("plans/<uuid:key>/answers/<uuid:answer>/confirmation/", answers.confirmation, name="confirmation"),
    path("plans/<uuid:key>/answers/<uuid:answer>/removal/", answers.removal, name="answer_removal"),
    path("plans/<uuid:key>/seats/", items.seats, name="seats"),
    path("plans/<uuid:key>/seats/<uuid:seat>/taking/", items.seat_taking, name="seat_taking"),
    path("plans/<uuid:key>/seats/<uuid:seat>/removal/", items.seat_removal, name="seat_removal"),
    path("plans/<uuid:key>/sources/", plans.sources, name="plan_sources"),
    path("plans/<uuid:key>/review/", review.review, name="review"),
    path("plans/<uuid:key>/review/<slug:question>/", review.happening, name="happening"),
    path("plans/<uuid:key>/<slug:kind>/", items.items, name="items"),
    path("plans/<uuid:key>/<slug:kind>/<uuid:line>/", items.item, name="item"),
    path("plans/<uuid:key>/<slug:kind>/<uuid:line>/removal/", items.item_removal, name="item_removal"),
    path("results/", results.index, name="results"),
    path("results/new/", results.new, name="result_new"),
    path("results/<uuid:key>/", results.result, name="result"),
    path("results/<uuid:key>/edit/", results.edit, name="result_edit"),
    path("results/<uuid:key>/entries/", results.entries, name="result_entries"),
    path("results/<uuid:key>/sources/", results.sources, name="result_sources"),
    path("spaces/<slug:slug>/questions/", plans.demands, name="demands"),
    path("spaces/<slug:slug>/word/", results.word, name="word"),
]
