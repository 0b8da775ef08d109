"""What allauth says in our words: errors by its keys, messages by its templates (those that are missing are not said)."""

from django.utils.translation import gettext_lazy as _

from allmende.identity.signon.wording import SIGN_ON_ERRORS

ERRORS = {
    "account_inactive": _("This account rests."),
    "cannot_remove_primary_email": _("Mail goes to this address. Make another one the first before you remove it."),
    "duplicate_email": _("This address is yours already."),
    "email_password_mismatch": _("Address and password don't belong together. Look at both once more."),
    "email_taken": _("This address can't be added."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_code": _("This code doesn't fit, or its time is over."),
    "incorrect_password": _("This is not your password."),
    "invalid_login": _("This doesn't look like an e-mail address."),
    "invalid_password_reset": _("This link no longer works. Ask for a new one."),
    "max_email_addresses": _("More than %d addresses are not possible."),
    "too_many_login_attempts": _(
        "That was wrong too often from here. Wait five minutes, or sign in with a passkey or a code by mail."
    ),
    "rate_limited": _("You have tried this often. Wait a few minutes, then try again."),
    "unverified_primary_email": _("Confirm this address first."),
    "same_as_current": _("This is what it is already."),
}

SECOND_STEP_ERRORS = {
    "cannot_delete_authenticator": _("This can't be switched off."),
    "cannot_generate_recovery_codes": _("Recovery codes belong to the second step. Switch that on first."),
    "incorrect_code": _("This doesn't fit, or its time is over. Try once more, or another way."),
    "unverified_email": _("Confirm your address first."),
    "add_email_blocked": _("Confirm your address first."),
}

MESSAGES = {
    "account/messages/cannot_delete_primary_email.txt": ERRORS["cannot_remove_primary_email"],
    "account/messages/email_confirmation_failed.txt": _("This address can't be confirmed here."),
    "account/messages/email_confirmation_sent.txt": _("Look into your mail: a link is on its way."),
    "account/messages/email_confirmed.txt": _("Your address is confirmed."),
    "account/messages/email_deleted.txt": _("The address is removed."),
    "account/messages/password_changed.txt": _("Your password is changed. You are signed out everywhere else."),
    "account/messages/password_set.txt": _("Your password is set. You are signed out everywhere else."),
    "account/messages/primary_email_set.txt": _("From now on our mail goes there."),
    "account/messages/unverified_primary_email.txt": ERRORS["unverified_primary_email"],
    "mfa/messages/recovery_codes_generated.txt": _(
        "Recovery codes are ready for the day on which your device is gone. Older ones no longer work."
    ),
    "mfa/messages/totp_activated.txt": _("The second step is on."),
    "mfa/messages/totp_deactivated.txt": _("The second step is off."),
    "mfa/messages/webauthn_added.txt": _("The passkey is there. You can sign in with it from now on."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "socialaccount/messages/account_connected.txt": _("It is connected. You can sign in with it from now on."),
    "socialaccount/messages/account_connected_other.txt": SIGN_ON_ERRORS["connected_other"],
    "socialaccount/messages/account_connected_updated.txt": _("It was connected already."),
    "socialaccount/messages/account_disconnected.txt": _("It is no longer connected."),
}
