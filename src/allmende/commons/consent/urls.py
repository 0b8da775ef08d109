"""Addresses of the pages."""

from django.urls import include, path

from allmende.commons.consent.views import agreements, consents, privacy, protection, young

own = [
    path("agreements/", agreements.mine, name="mine"),
    path("agreements/<uuid:key>/", agreements.read, name="agreement"),
    path("agreements/<uuid:key>/acceptance/", agreements.acceptance, name="acceptance"),
    path("spaces/<slug:slug>/agreements/", agreements.of_space, name="space"),
    path("spaces/<slug:slug>/agreements/<uuid:key>/", agreements.versions, name="versions"),
    path("spaces/<slug:slug>/agreements/<uuid:key>/draft/", agreements.draft, name="draft"),
    path("spaces/<slug:slug>/agreements/<uuid:key>/draft/removal/", agreements.draft_removal, name="draft_removal"),
    path("spaces/<slug:slug>/agreements/<uuid:key>/publication/", agreements.publication, name="publication"),
    path("spaces/<slug:slug>/agreements/<uuid:key>/ending/", agreements.ending, name="ending"),
    path("spaces/<slug:slug>/protection/", protection.index, name="protection"),
    path("spaces/<slug:slug>/protection/ages/", protection.age, name="set_age"),
    path("spaces/<slug:slug>/protection/vettings/", protection.vetting, name="vetting"),
    path(
        "spaces/<slug:slug>/protection/vettings/<slug:handle>/removal/",
        protection.vetting_removal,
        name="vetting_removal",
    ),
    path("privacy/consents/", consents.index, name="consents"),
    path("privacy/consents/<slug:purpose>/", consents.giving, name="giving"),
    path("privacy/consents/<slug:purpose>/removal/", consents.withdrawal, name="withdrawal"),
    path("privacy/age/", young.age, name="age"),
    path("privacy/guardian/", young.guardian, name="guardian"),
    path("guardians/<uuid:key>/link/", young.link_again, name="link_again"),
    path("guardians/<uuid:key>/<slug:signature>/", young.answer, name="answer"),
    path("privacy/takeouts/", privacy.takeouts, name="takeouts"),
    path("privacy/takeouts/<uuid:key>/", privacy.takeout, name="takeout"),
    path("privacy/takeouts/<uuid:key>/file/", privacy.takeout_file, name="takeout_file"),
    path("privacy/departure/", privacy.departure, name="departure"),
]

urlpatterns = [
    path("privacy/", privacy.index, name="privacy"),
    path("imprint/", agreements.legal, {"kind": "imprint"}, name="imprint"),
    path("terms/", agreements.legal, {"kind": "terms"}, name="terms"),
    path("", include((own, "consent"))),
]
