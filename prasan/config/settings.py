"""Settings, all from the environment (docs/deploy.md lists them); without any, the demonstration on one machine."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from prasan.config.postgres import APP, OWNER, Cluster

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("PRASAN_HOME") or ROOT / "var").resolve()
BUILD = ROOT / "build"
DEMO = os.environ.get("PRASAN_DEMO", "1" if (HOME / "demonstration").exists() else "") == "1"
DEBUG = False


def _secret(variable: str, name: str) -> str:
    """A secret from the environment, or one made once and kept under PRASAN_HOME."""
    return os.environ.get(variable) or _kept(name, secrets.token_urlsafe(48))


def _kept(name: str, text: str) -> str:
    """What the file `name` under PRASAN_HOME says; `text` when it is made now."""
    path = HOME / name
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f"{name}.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(text)
        # Of two that make it at once the first wins, and nobody ever reads half a file.
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    return path.read_text()


def _database(url: str, *, options: dict[str, object], **extra: object) -> dict[str, object]:
    """A database by its URL; what stands behind the ? goes to libpq (sslmode=verify-full)."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "NAME": parts.path.lstrip("/"),
        "OPTIONS": {**dict(parse_qsl(parts.query)), **options},
        **extra,
    }


def _databases() -> dict[str, dict[str, object]]:
    app, owner = os.environ.get("DATABASE_URL"), os.environ.get("DATABASE_OWNER_URL")
    if not app:
        made = Cluster(HOME).connection()
        # Before the first start there is no cluster to name; commands that need one start it first.
        app = made.url(APP) if made else "postgresql://prasan_app@127.0.0.1:1/prasan"
        owner = made.url(OWNER) if made else app
    pool = {"min_size": 1, "max_size": int(os.environ.get("PRASAN_DB_POOL", "10")), "timeout": 10}
    options: dict[str, object] = {"pool": pool}
    within = int(os.environ.get("PRASAN_QUERY_SECONDS", "0"))  # 0: however long it takes, as in the worker
    if within:
        options["options"] = f"-c statement_timeout={within * 1000}"
    return {
        "default": _database(app, options=options),
        "owner": _database(owner or app, options={}, TEST={"MIRROR": "default"}),
    }


SECRET_KEY = _secret("PRASAN_SECRET_KEY", "secret_key")
SEAL_KEYS = _secret("PRASAN_SEAL_KEYS", "seal_key").split(",")
DATABASES = _databases()
ALLOWED_HOSTS = [h for h in os.environ.get("PRASAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
_PORT = os.environ.get("PRASAN_PORT") or "8000"
PUBLIC_URL = os.environ.get("PRASAN_URL", f"http://localhost:{_PORT}").rstrip("/")
# The ledger keeps its name for life, also when the portal moves to another address.
LEDGER_ORIGIN = os.environ.get("PRASAN_LEDGER_ORIGIN") or _kept(
    "ledger_origin", PUBLIC_URL.split("://", 1)[-1] + "/ledger"
)
WEBHOOKS_PRIVATE = os.environ.get("PRASAN_WEBHOOKS_PRIVATE", "") == "1"
SECURE = PUBLIC_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None  # docs/deploy.md
ALLOWED_HOSTS.append(urlsplit(PUBLIC_URL).hostname or "localhost")
LOGGING_CONFIG = "prasan.config.logs.configure"
LOGGING = {"all": "of it in config/logs.py"}  # Django calls the above only when this says something

FILES = HOME / "files"
S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_KEY, S3_SECRET = (
    os.environ.get(f"PRASAN_S3_{name}", "") for name in ("BUCKET", "ENDPOINT", "REGION", "KEY", "SECRET")
)
BILLER_ID, BANK_KEYS = os.environ.get("PRASAN_BILLER_ID", ""), os.environ.get("PRASAN_BANK_KEYS", "")
CLAMD = os.environ.get("PRASAN_CLAMD", "")
# Reads of the catalogue by other portals: one address may make so many in a minute, in each process of the server.
HARVEST_PER_MINUTE = int(os.environ.get("PRASAN_HARVEST_PER_MINUTE", "1200"))
_READS = (
    "package_",
    "current_package",
    "organization_",
    "group_",
    "tag_",
    "license_",
    "resource_",
    "status_",
    "site_",
)
HARVEST_PATHS = tuple(f"/api/{version}action/{name}" for version in ("3/", "") for name in _READS)
COUNTRY = os.environ.get("PRASAN_COUNTRY", "THA")  # ISO 3166 alpha-3; whose standing the observatory shows

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "procrastinate.contrib.django",
    "prasan.look",
    "prasan.core.directory",
    "prasan.core.events",
    "prasan.core.ledger",
    "prasan.core.notices",
    "prasan.core.identity",
    "prasan.core.protection",
    "allauth",  # after identity, whose templates dress its pages
    "allauth.account",
    "allauth.mfa",
    "prasan.core.documents",
    "prasan.core.measures",
    "prasan.core.search",
    "prasan.core.payments",
    "prasan.core.casework",
    "prasan.missions.business",
    "prasan.missions.connectivity",
    "prasan.missions.consultation",
    "prasan.missions.general",
    "prasan.missions.health",
    "prasan.missions.hotline",
    "prasan.missions.inclusion",
    "prasan.missions.observatory",
    "prasan.missions.opendata",
    "prasan.missions.scams",
    "prasan.web",
]

MIDDLEWARE = [
    "prasan.config.health.HealthMiddleware",
    "prasan.config.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "prasan.look.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "prasan.core.ledger.middleware.LogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "prasan.config.bodies.BodyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "prasan.core.identity.api_access.ApiMiddleware",
    "prasan.web.errors.EmptyRefusals",
    "prasan.foundation.http.ErrorMiddleware",
    "prasan.core.identity.middleware.ScopeMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "prasan.config.urls"
WSGI_APPLICATION = "prasan.config.wsgi.application"
AUTH_USER_MODEL = "identity.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "prasan.look.templatetags.look",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "prasan.look.context.frame",
            ],
        },
    }
]


LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
USE_I18N = True
LOCALE_PATHS = [ROOT / "prasan" / "foundation" / "locale", ROOT / "prasan" / "config" / "locale"]  # no apps
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"  # the edge only; everything stored is aware UTC

STATIC_URL = "/static/"
STATIC_ROOT = BUILD / "collected"
STATICFILES_DIRS = [p for p in [BUILD / "static"] if p.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "prasan.look.storage.StaticStorage"},
}
WHITENOISE_MAX_AGE = 3600

SESSION_ENGINE = "prasan.config.sessions"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_FAILURE_VIEW = "prasan.foundation.http.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
PASSWORD_HASHERS = [
    "prasan.core.identity.hashing.SealedHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",  # what an earlier version kept, until a night seals it
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
BODY_LIMIT, UPLOAD_LIMIT = 2 * 1024 * 1024, 30 * 1024 * 1024  # bytes of a whole request (config/bodies.py)
FILE_UPLOAD_HANDLERS = [
    "prasan.config.bodies.CountingHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

AUTHENTICATION_BACKENDS = ["prasan.core.identity.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"prasan.core.identity.passwords.{name}", "OPTIONS": options}
    for name, options in {
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
        "UserAttributeSimilarityValidator": {
            "user_attributes": ("username", "given_th", "family_th", "email")
        },
        "MaximumLengthValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "prasan.core.identity.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "prasan.core.identity.questions.SignInForm",
    "reset_password": "prasan.core.identity.questions.ForgottenForm",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # who has no account gets no letter
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_LOGIN_METHODS = {"username"}  # the backend reads telephone numbers and e-mail as well
ACCOUNT_EMAIL_VERIFICATION = "none"
# Passwords and sign-ups have limits of our own (identity/flows/throttle.py);
# what is left to allauth is the code, which only who has the password comes to.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "signup": None,
    "login_failed": "5/5m/key",
    "reset_password": "20/m/ip,3/h/key",
}
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
# The database, which all processes share: codes that were used once and what allauth counts. It throws away what
# still counts when it is full, so it never is; what is over goes each night (identity/tasks.py).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "identity_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "prasan.core.identity.adapter.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "prasan.core.identity.questions.PasskeyForm",
    "authenticate_webauthn": "prasan.core.identity.questions.PasskeyCodeForm",
    "login_webauthn": "prasan.core.identity.questions.PasskeySignInForm",
    "reauthenticate_webauthn": "prasan.core.identity.questions.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an e-mail is no way in here, so nothing is lost with a false one
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # browsers themselves allow it on localhost alone
TRUSTED_PROXIES = int(os.environ.get("PRASAN_PROXIES", "0"))
