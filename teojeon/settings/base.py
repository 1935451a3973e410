"""What both doors, both workers, the owner and the tests share."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parent.parent.parent
ENV = os.environ.get("TEOJEON_ENV", "production")
DATA_DIR = Path(os.environ.get("TEOJEON_DATA", ROOT / ".data")).resolve()
KEYS_DIR = DATA_DIR / "keys"
FILES_DIR = DATA_DIR / "files"
AUDIT_HEADS_DIR = DATA_DIR / "audit-heads"
FONT_DIRS = [ROOT / "node_modules/pretendard/dist/public/static", Path("/usr/share/fonts/opentype/noto")]

DEBUG = False
SIDE: str | None = None
SITE_NAME = os.environ.get("TEOJEON_SITE_NAME", "터전")
OPERATOR_NAME = os.environ.get("TEOJEON_OPERATOR_NAME", "터전 운영기관")
# Adapters. Those that invent people refuse to start outside development (kernel/people/identity.py).
RESIDENT_REGISTER_ADAPTER = os.environ.get(
    "TEOJEON_RESIDENT_REGISTER", "teojeon.services.victims.intake.resident_simulator.Simulator"
)
IDENTITY_ADAPTER = os.environ.get("TEOJEON_IDENTITY", "teojeon.kernel.people.identity_simulator.Simulator")
ADDRESS_SEARCH = os.environ.get("TEOJEON_ADDRESS_SEARCH", "teojeon.kernel.regions.addresses.LocalTable")
ADDRESS_SEARCH_URL, ADDRESS_SEARCH_KEY = os.environ.get("TEOJEON_ADDRESS_URL", ""), os.environ.get("TEOJEON_ADDRESS_KEY", "")
VIRUS_SCAN = os.environ.get("TEOJEON_VIRUS_SCAN", "none")  # or clamd:///path, clamd://host:port
IDENTITY = {name[17:].lower(): value for name, value in os.environ.items() if name.startswith("TEOJEON_IDENTITY_")}

KERNEL_APPS = [
    "sides",
    "crypto",
    "audit",
    "work",
    "people",
    "people.logins",
    "parameters",
    "documents",
    "notices",
    "cases",
    "committees",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "teojeon.ui",  # before allauth: its pages are overridden
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "procrastinate.contrib.django",
    *[f"teojeon.kernel.{room}" for room in KERNEL_APPS],
    "teojeon.services.accounts",
    "teojeon.services.guidance",
    "teojeon.services.victims",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "teojeon.ui.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "teojeon.kernel.work.middleware.UnitOfWorkMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "teojeon.services.accounts.gate.SignedInMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "teojeon.services.accounts.context.door",
            ],
        },
    }
]

AUTH_USER_MODEL = "logins.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "teojeon.services.accounts.adapter.AccountAdapter"
STEP_UP_MINUTES = int(os.environ.get("TEOJEON_STEP_UP_MINUTES", "30"))  # S1-ACC-02
ACCOUNT_REAUTHENTICATION_TIMEOUT = STEP_UP_MINUTES * 60
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS: dict[str, str] = {"login": "", "login_failed": "", "reauthenticate": ""}  # axes counts the tries
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # finger, face or PIN: a passkey is two factors
MFA_RATE_LIMITS = {"webauthn_login": ""}  # nothing to guess, and a whole town hall shares one address
MFA_ADAPTER = "teojeon.services.accounts.adapter.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Teojeon"
MFA_TOTP_TOLERANCE = 1  # a code typed while it changes, and phones whose clock is half a minute off
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# what somebody typed into a sign-in form is kept starred: a password may stand in any of them
AXES_SENSITIVE_PARAMETERS = ["username", "login", "password", "code", "next"]
# what must be told by e-mail (a lock of the log-in); without a host nothing is sent
EMAIL_HOST = os.environ.get("TEOJEON_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("TEOJEON_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("TEOJEON_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TEOJEON_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TEOJEON_SMTP_TLS", "yes") == "yes"
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("TEOJEON_SMTP_FROM", "no-reply@localhost")
# information messages: the outbox of the development sends nothing and refuses to start elsewhere (kernel/notices/channels.py)
_OUTBOX = "teojeon.kernel.notices.channels.Outbox"
NOTICE_CHANNELS = {"sms": os.environ.get("TEOJEON_SMS", _OUTBOX), "email": os.environ.get("TEOJEON_EMAIL", _OUTBOX)}
NOTICE_SMS = {name: os.environ.get(f"TEOJEON_SMS_{name.upper()}", "") for name in ("url", "key", "secret", "sender")}
NOTICE_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English"), ("zh-hans", "简体中文"), ("vi", "Tiếng Việt")]
LOCALE_PATHS = [ROOT / "build/locale"]  # compiled from teojeon/locale by tools/translations.py
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build/collected"
STATICFILES_DIRS = [directory for directory in [ROOT / "build/static"] if directory.exists()]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "teojeon.services.accounts.errors.csrf_failure"
SECURE_COOKIES = ENV == "production"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler"
]  # never in clear on the disk; papers bring their own

DATABASE_ROUTERS = ["teojeon.kernel.sides.router.SchemaRouter"]
ALLOWED_HOSTS = os.environ.get("TEOJEON_HOSTS", "localhost,127.0.0.1").split(",")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
        "axes": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
    },
}


# A request waits `timeout` seconds for a connection before it says that the database is away; back again, it is found in `reconnect_timeout`.
POOL = {"min_size": 1, "max_size": 12, "timeout": float(os.environ.get("TEOJEON_POOL_SECONDS", "8")), "reconnect_timeout": 3}


def database(variable: str, search_path: str, **options: object) -> dict[str, object]:
    """One alias: the connection words of an environment variable, with a search path of its own."""
    words = conninfo_to_dict(os.environ[variable])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": words.pop("dbname"),
        "USER": words.pop("user", ""),
        "PASSWORD": words.pop("password", ""),
        "HOST": words.pop("host", ""),
        "PORT": str(words.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # after an outage no request gets one of the pool's dead connections
        "OPTIONS": {"options": f"-c search_path={search_path}", **options},
    }


def secret(side: str) -> str:
    """The signing key of a door: each has its own file, made by set-up."""
    return (KEYS_DIR / side / "django-secret.key").read_text(encoding="ascii").strip()
