"""Addresses of arrivals: nouns; a change of state is a noun to which one posts."""

from django.urls import path

from allmende.people.arrivals.views import acting, desk, imports, invitations, merges

app_name = "arrivals"

urlpatterns = [
    path("arrivals/", desk.index, name="index"),
    path("arrivals/invitations/", invitations.index, name="invitations"),
    path("arrivals/invitations/<uuid:key>/", invitations.page, name="mailing"),
    path("arrivals/invitations/<uuid:key>/stop/", invitations.stop, name="mailing_stop"),
    path("arrivals/merges/", merges.index, name="merges"),
    path("arrivals/merges/comparison/", merges.comparison, name="comparison"),
    path("arrivals/merges/<uuid:key>/", merges.page, name="merge"),
    path("arrivals/merges/<uuid:key>/removal/", merges.removal, name="merge_removal"),
    path("arrivals/acting/", acting.index, name="acting"),
    path("arrivals/acting/begun/", acting.begun, name="acting_begun"),
    path("arrivals/acting/end/", acting.end, name="acting_end"),
    path("arrivals/acting/consents/", acting.consents, name="consents"),
    path("arrivals/acting/consents/<slug:handle>/removal/", acting.consent_removal, name="consent_removal"),
    path("imports/people/", imports.index, name="imports"),
    path("imports/people/<uuid:key>/", imports.page, name="import"),
    path("imports/people/<uuid:key>/columns/", imports.columns, name="columns"),
    path("imports/people/<uuid:key>/confirmation/", imports.confirmation, name="confirmation"),
    path("imports/people/<uuid:key>/removal/", imports.removal, name="removal"),
]
