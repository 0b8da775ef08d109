"""What allauth says about sign-on in our words, by its keys."""

from django.utils.translation import gettext_lazy as _

SIGN_ON_ERRORS = {
    "connected_other": _("This sign-on belongs to another account already."),
    "email_taken": _("This address can't be used. Sign in first, then connect %s under “Sign-in and security”."),
    "invalid_token": _("The answer of the provider was not valid. Try once more."),
    "no_password": _("This is your only way in. Set a password or add a passkey first."),
    "no_verified_email": _("This is your only way in. Confirm your address first."),
    "disconnect_last": _("This is your only way in. Set a password or add a passkey first."),
}
