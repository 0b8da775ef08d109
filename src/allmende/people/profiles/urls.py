"""Addresses of the pages."""

from django.urls import URLPattern, path

from allmende.people.profiles.views import cards, care, editing, importing, pieces

app_name = "profiles"

urlpatterns: list[URLPattern] = [
    path("profile/", editing.mine, name="mine"),
    path("profile/skills/", editing.skills, name="skills"),
    path("imports/skills/", importing.skills, name="skills_import"),
    path("profile/new/", care.new, name="new"),
    path("profile/erasure/<uuid:person>/<str:key>/", care.erasure, name="erasure"),
    path("people/<slug:handle>/profile/", editing.edit, name="edit"),
    path("people/<slug:handle>/profile/picture/", editing.picture, name="picture"),
    path("people/<slug:handle>/profile/picture/removal/", editing.picture_removal, name="picture_removal"),
    path("people/<slug:handle>/profile/<slug:part>/", editing.part, name="part"),
    path("people/<slug:handle>/profile/details/<uuid:detail>/removal/", editing.removal, name="removal"),
    path("people/<slug:handle>/profile/details/<uuid:detail>/check/", editing.link_check, name="link_check"),
    path("people/<slug:handle>/card.vcf", cards.vcard, name="vcard"),
    path("people/<slug:handle>/portfolio/new/", pieces.new, name="piece_new"),
    path("people/<slug:handle>/portfolio/of/<uuid:source>/", pieces.from_work, name="from_work"),
    path("people/<slug:handle>/portfolio/<uuid:piece>/", pieces.piece, name="piece"),
    path("people/<slug:handle>/portfolio/<uuid:piece>/edit/", pieces.edit, name="piece_edit"),
    path("people/<slug:handle>/portfolio/<uuid:piece>/files/", pieces.files, name="files"),
    path(
        "people/<slug:handle>/portfolio/<uuid:piece>/files/<uuid:file>/removal/",
        pieces.file_removal,
        name="file_removal",
    ),
    path("people/<slug:handle>/portfolio/<uuid:piece>/removal/", pieces.removal, name="piece_removal"),
    path("people/<slug:handle>/skills/<uuid:detail>/endorsement/", care.endorse, name="endorse"),
    path("people/<slug:handle>/claim/", care.claim, name="claim"),
    path("people/<slug:handle>/removal/", care.managed_removal, name="managed_removal"),
    path("endorsements/<uuid:endorsement>/acceptance/", care.endorsement_acceptance, name="endorsement_acceptance"),
    path("endorsements/<uuid:endorsement>/removal/", care.endorsement_removal, name="endorsement_removal"),
    path("claims/<uuid:claim>/acceptance/", care.claim_acceptance, name="claim_acceptance"),
    path("claims/<uuid:claim>/refusal/", care.claim_refusal, name="claim_refusal"),
]
