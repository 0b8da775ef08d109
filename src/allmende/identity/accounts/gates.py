"""Addresses below `accounts/`: the ways in, and the pages that change them. allauth's views, those that we need and no more."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as sign_on
from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from allmende.identity.accounts import views
from allmende.identity.accounts.proof import proven
from allmende.identity.signon.late import late, leaving

TO_SECURITY = RedirectView.as_view(pattern_name="security")

IN = [
    path("login/", leaving(views.login), name="account_login"),
    path("login/code/", leaving(account.request_login_code), name="account_request_login_code"),
    path("login/code/confirm/", leaving(account.confirm_login_code), name="account_confirm_login_code"),
    path("login/passkey/", leaving(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("login/second-step/", leaving(second_step.authenticate), name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]

ELSEWHERE = [
    path("sign-on/", proven(sign_on.connections), name="socialaccount_connections"),
    path("sign-on/signup/", sign_on.signup, name="socialaccount_signup"),
    path("sign-on/cancelled/", sign_on.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-on/error/", sign_on.login_error, name="socialaccount_login_error"),
    path(
        "sign-on/<slug:provider_id>/",
        leaving(proven(late("allmende.identity.signon.exchange.login"))),
        name="openid_connect_login",
    ),
    path(
        "sign-on/<slug:provider_id>/back/",
        late("allmende.identity.signon.exchange.callback"),
        name="openid_connect_callback",
    ),
]

PROOF = [
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("reauthenticate/code/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("reauthenticate/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]

OWN = [
    path("email/", proven(account.email), name="account_email"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", proven(account.password_set), name="account_set_password"),
    path("second-step/", TO_SECURITY, name="mfa_index"),
    path("second-step/app/", proven(totp.activate_totp), name="mfa_activate_totp"),
    path("second-step/app/removal/", proven(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", proven(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", proven(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("recovery-codes/file/", proven(recovery_codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("passkeys/", TO_SECURITY, name="mfa_list_webauthn"),
    path("passkeys/new/", proven(views.add_passkey), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", proven(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/removal/", proven(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
]

urlpatterns: list[URLPattern] = [*IN, *ELSEWHERE, *PROOF, *OWN]
