"""Django's settings, made from our typed configuration."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.csp import CSP

from allmende.config.databases import database_of
from allmende.config.merging import MERGE_RULES as MERGE_RULES
from allmende.config.ways_in import *  # noqa: F403
from allmende.foundation.config import Config, load
from allmende.foundation.keys import derive_from, master_key
from allmende.foundation.logs import logging_of

CONFIG: Config = load()
PACKAGE = Path(__file__).resolve().parent.parent
DATA = CONFIG.data.resolve()

BACKUPS = Path(CONFIG.backups).resolve() if CONFIG.backups else DATA / "backups"

MASTER_KEY = master_key(DATA)
SECRET_KEY = derive_from(MASTER_KEY, "django").hex()
DEBUG = CONFIG.debug
DEMO = CONFIG.demo
PREVIEWS = CONFIG.previews

NODE_URL = CONFIG.url.rstrip("/")
NODE_HOST = urlsplit(CONFIG.url).hostname or "localhost"
API_PER_MINUTE = CONFIG.api_per_minute
MEDIA_ORIGIN = CONFIG.media_origin
MEDIA_HOST = urlsplit(MEDIA_ORIGIN).hostname or ""
STREAM_ORIGIN = CONFIG.stream_url.rstrip("/")
STREAM_URL = f"{STREAM_ORIGIN if STREAM_ORIGIN != NODE_URL else ''}/stream/" if STREAM_ORIGIN else ""
SECURE = CONFIG.url.startswith("https://")
# Which host names are spaces' own is known to the database: the space middleware refuses unknown ones (commons/spaces).
ALLOWED_HOSTS = ["*"]
EXTRA_HOSTS = CONFIG.hosts
# Where foundation.http goes though it is no host of the internet; the demo may ask its own machine.
PRIVATE_HOSTS = frozenset(CONFIG.private_hosts) | (frozenset({"localhost", "127.0.0.1"}) if DEMO else frozenset())

ALL_ROOMS = ("posts", "calls", "hubs", "messages", "plans", "methods")
ROOMS = tuple(key for key in (CONFIG.rooms or ALL_ROOMS))
if unknown := set(ROOMS) - set(ALL_ROOMS):
    raise SystemExit(
        f"ALLMENDE_ROOMS: there is no room {', '.join(sorted(unknown))}; there are {', '.join(ALL_ROOMS)}."
    )

FOUNDATION = [
    f"allmende.foundation.{name}"
    for name in (
        *("options", "journal", "tasks", "once", "limits", "mail", "text", "ui", "backups", "health"),
        *("upgrading", "pdf"),
    )
]
IDENTITY = [f"allmende.identity.{name}" for name in ("actors", "accounts", "signon", "operating")]
COMMONS = [
    f"allmende.commons.{name}"
    for name in (
        *("audiences", "things", "spaces", "files", "previews", "versions", "threads", "ballots", "bin"),
        *("authorship", "lineage", "agreements"),
        *("follows", "consent", "duties", "tokens", "bulk", "sheets", "tags", "mutes", "reactions", "bookmarks"),
        *("reminders", "ratings", "participation", "stages"),
    )
]
PEOPLE = [
    f"allmende.people.{name}"
    for name in (
        *("trust", "profiles", "connections", "organisations", "welcome", "nominations"),
        *("directory", "arrivals", "desk", "reasons"),
    )
]
OBSERVERS = [
    f"allmende.observers.{name}"
    for name in ("feed", "notices", "search", "audit", "webhooks", "syndication", "channels")
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    *FOUNDATION,
    *IDENTITY,
    *COMMONS,
    *PEOPLE,
    *OBSERVERS,
    *(f"allmende.rooms.{key}" for key in ROOMS),
    "allmende.surfaces.web",
    "allmende.surfaces.backoffice",
    "allmende.surfaces.houses",
    # After ours, whose words come first where both have some.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.idp.oidc",
]

MIDDLEWARE = [
    "allmende.surfaces.web.middleware.machine.MachineMiddleware",
    "allmende.surfaces.web.middleware.hosts.MediaHostMiddleware",
    "allmende.surfaces.web.middleware.guests.GuestPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "allmende.foundation.ui.covers.CoverMiddleware",
    "allmende.foundation.packing.PackingMiddleware",
    "allmende.surfaces.web.middleware.replica.ReplicaMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allmende.identity.middleware.ReaderMiddleware",
    "allmende.commons.tokens.middleware.TokenMiddleware",
    "allmende.surfaces.web.middleware.language.LanguageMiddleware",
    "allmende.surfaces.api.middleware.ApiMiddleware",
    "allmende.commons.spaces.middleware.RootSpaceMiddleware",
    "allmende.surfaces.web.middleware.acting.ActingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allmende.surfaces.web.middleware.founding.FoundingMiddleware",
    "allmende.surfaces.web.middleware.rooms.RoomsMiddleware",
    "allmende.surfaces.web.middleware.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "allmende.config.urls"
MEDIA_URLCONF = "allmende.commons.files.urls"
WSGI_APPLICATION = "allmende.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            PACKAGE / "identity" / "accounts" / "templates"
        ],  # before allauth's own pages, which ours stand in for
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "allmende.surfaces.web.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "allmende.foundation.ui.templatetags.ui"],
        },
    }
]


DATABASES = {"default": database_of(CONFIG.database, DATA)}
if CONFIG.replica:
    DATABASES["replica"] = database_of(CONFIG.replica, DATA) | {"TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["allmende.foundation.replica.GuestsReadElsewhere"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "allmende.foundation.tasks.backend.DatabaseBackend", "QUEUES": ["default", "peers"]}}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [  # of new passwords; older ones keep opening their account
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "allmende.identity.accounts.passwords.KnownPasswordValidator"},
]
LEAKED_PASSWORDS = CONFIG.leaked_passwords
PASSWORD_HASHERS = [  # the first is for new ones; what lies under the others moves at the next sign-in
    "allmende.identity.accounts.passwords.Argon2idHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = CONFIG.proxies
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # on localhost
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("de", "Deutsch"), ("en", "English"), ("it", "Italiano")]
LOCALE_PATHS = [PACKAGE / "locale"]  # words of modules that belong to no app
USE_I18N = True
USE_TZ = True
TIME_ZONE = CONFIG.zone
FORMAT_MODULE_PATH = "allmende.config.formats"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
STATICFILES_FINDERS = [
    "allmende.config.static.JoinedSheets",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_BUILT = PACKAGE / "static_built"  # in a wheel: every file with a lasting address, compressed
STATIC_ROOT = STATIC_BUILT if STATIC_BUILT.exists() else None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "allmende.commons.files.stores.S3Storage", "OPTIONS": {"address": CONFIG.files}}
    if "://" in CONFIG.files
    else {
        "BACKEND": "allmende.commons.files.stores.FolderStorage",
        "OPTIONS": {"location": Path(CONFIG.files).expanduser() if CONFIG.files else DATA / "files", "base_url": "/m/"},
    },
    "staticfiles": {
        "BACKEND": "allmende.config.static.BuiltStatic"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# How much room files may take, in bytes (commons/files/queries/shares.py).
ROOM_PERSON, ROOM_SPACE = CONFIG.room_person * 1_048_576, CONFIG.room_space * 1_048_576
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_TEMP_DIR = None

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 1000}},
    # What all processes must know at once: counts of tries, codes that one process gives out and another takes.
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, MEDIA_ORIGIN, "data:"],
    "media-src": [CSP.SELF, MEDIA_ORIGIN, "blob:"],  # a chosen video, for the picture before it plays
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF, *([STREAM_ORIGIN] if STREAM_ORIGIN else [])],
    "worker-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_SSL_REDIRECT = False  # the reverse proxy's work; a node without one has no https to send people to
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
LANGUAGE_COOKIE_NAME = "language"
CSRF_FAILURE_VIEW = "allmende.surfaces.web.failures.token_missing"
CSRF_TRUSTED_ORIGINS = [NODE_URL]
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_ENGINE = "allmende.identity.accounts.sessions"
if CONFIG.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def _mail(address: str) -> dict[str, object]:
    parts = urlsplit(address)
    if parts.scheme in {"smtp", "smtps"}:
        return {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": parts.hostname or "localhost",
                "port": parts.port or (465 if parts.scheme == "smtps" else 587),
                "username": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
                "use_ssl": parts.scheme == "smtps",
                "use_tls": parts.scheme == "smtp" and parts.port not in {25, 1025},
                "timeout": 20,
            },
        }
    folder = Path(unquote(parts.path)) if address else DATA / "mail"
    return {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": str(folder)}}


MAILERS = {"default": _mail(CONFIG.mail)}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIG.mail_from

LOGGING = logging_of(CONFIG)
SILENCED_SYSTEM_CHECKS = ["models.W042"]
