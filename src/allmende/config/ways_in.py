"""How allauth behaves here: the settings of signing in that are the same on every node."""

ACCOUNT_ADAPTER = "allmende.identity.accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "allmende.commons.consent.signing_up.SignUpForm"
ACCOUNT_FORMS = {
    "request_login_code": "allmende.identity.accounts.typed.CodeForm",
    "reset_password": "allmende.identity.accounts.typed.ResetForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "allmende.identity.accounts.models.name_of"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # so that a sign-up says nothing about who is here already
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser in which one signed up, and in no other
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# By network alone: whoever knows an address must not shut its owner out. What counts by network and address, and mails for
# each address, the adapter does itself; the second step is counted by account, since only its owner's password leads there.
ACCOUNT_RATE_LIMITS = {
    "reset_password": "20/m/ip",
    "request_login_code": "20/m/ip",
    "confirm_email": None,
    "login": None,  # right passwords cost nothing, wrong ones the adapter counts: thirty from a network are no reason to shut out a known device
    "login_failed": "10/m/ip,10/300s/key",
}
MFA_ADAPTER = "allmende.identity.accounts.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody comes in with one; a further address must not keep a passkey away
SOCIALACCOUNT_ADAPTER = "allmende.identity.signon.adapter.SignOnAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_STORE_TOKENS = False
IDP_OIDC_ADAPTER = "allmende.identity.signon.issuing.IssuingAdapter"
