"""Addresses of the back office."""

from django.urls import URLPattern, path

from allmende.surfaces.backoffice import (
    applications,
    bulk,
    health,
    journal,
    options,
    people,
    places,
    providers,
    views,
    work,
)

app_name = "backoffice"

urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("bulk/", bulk.choosing, name="bulk"),
    path("bulk/<uuid:key>/", bulk.batch, name="batch"),
    path("bulk/<uuid:key>/details/", bulk.details, name="batch_details"),
    path("bulk/<uuid:key>/doing/", bulk.doing, name="batch_doing"),
    path("journal/", journal.page, name="journal"),
    path("journal/exports/", journal.exports, name="journal_exports"),
    path("journal/verification/", journal.verification, name="journal_verification"),
    path("jobs/", work.jobs, name="jobs"),
    path("mails/", work.mails, name="mails"),
    path("jobs/<uuid:key>/", work.job, name="job"),
    path("jobs/<uuid:key>/trial/", work.trial, name="job_trial"),
    path("jobs/<uuid:key>/removal/", work.removal, name="job_removal"),
    path("people/", people.index, name="people"),
    path("people/<slug:handle>/", people.person, name="person"),
    path("people/<slug:handle>/password/", people.password, name="person_password"),
    path("people/<slug:handle>/sessions/removal/", people.sessions, name="person_sessions_removal"),
    path("people/<slug:handle>/suspension/", people.suspension, name="person_suspension"),
    path("people/<slug:handle>/suspension/removal/", people.readmission, name="person_suspension_removal"),
    path("members/", people.members, name="members"),
    path("spaces/", places.spaces, name="spaces"),
    path("storage/", places.storage, name="storage"),
    path("bin/", places.waste, name="waste"),
    path("settings/", options.index, name="settings"),
    path("settings/<str:key>/", options.change, name="setting"),
    path("health/", health.index, name="health"),
    path("providers/", providers.index, name="providers"),
    path("providers/new/", providers.new, name="provider_new"),
    path("providers/<slug:key>/", providers.provider, name="provider"),
    path("providers/<slug:key>/trial/", providers.trial, name="provider_trial"),
    path("providers/<slug:key>/opening/", providers.opening, name="provider_opening"),
    path("providers/<slug:key>/opening/removal/", providers.closing, name="provider_closing"),
    path("providers/<slug:key>/removal/", providers.removal, name="provider_removal"),
    path("applications/", applications.index, name="applications"),
    path("applications/new/", applications.new, name="application_new"),
    path("applications/<slug:client_id>/", applications.application, name="application"),
    path("applications/<slug:client_id>/secret/", applications.secret, name="application_secret"),
    path("applications/<slug:client_id>/removal/", applications.removal, name="application_removal"),
]
