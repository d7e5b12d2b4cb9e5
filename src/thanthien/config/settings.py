"""The one settings file. Every value that an office may change comes from the environment, read by `env` with advice on error."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from thanthien.config import env
from thanthien.config.sqlite import init_command, use_bundled_sqlite
from thanthien.shared.made_once import made_once

use_bundled_sqlite()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = env.folder("THANTHIEN_HOME", Path.cwd() / "var")
DEMO = env.flag("THANTHIEN_DEMO")
DEBUG = env.flag("THANTHIEN_DEBUG")
PORT = env.number("PORT", 8000)


def _secret() -> str:
    """The signing key of this office, made once and kept beside its data."""
    return made_once(HOME / "keys" / "django.key", get_random_secret_key().encode()).decode().strip()


SECRET_KEY = env.text("THANTHIEN_SECRET") or _secret()
ALLOWED_HOSTS = env.text("THANTHIEN_HOSTS", "*").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env.text("THANTHIEN_ORIGINS").split(",") if origin]

ROOMS = [
    "journal", "people", "worktime", "procedures", "visits", "programmes", "papers", "eforms", "queueing", "dossiers",
    "payments", "outreach", "receptions", "ratings", "letters", "conduct", "posting", "messaging", "exchange",
    "indicators", "rollout",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "thanthien.config",
    "thanthien.doors",
    *(f"thanthien.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "thanthien.doors.parts.sessions.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "thanthien.config.language.Language",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "thanthien.doors.parts.permissions.PermissionsPolicy",
    "django_htmx.middleware.HtmxMiddleware",
    "thanthien.doors.parts.plain_text.PlainText",
    "thanthien.doors.parts.kept_forms.KeptForms",
    "thanthien.doors.account.first_things.FirstThings",
    "thanthien.doors.parts.errors.KindErrors",
    "allauth.account.middleware.AccountMiddleware",  # below the errors: its exceptions are answers, not faults
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "thanthien.config.urls"
WSGI_APPLICATION = "thanthien.config.wsgi.application"
AUTH_USER_MODEL = "people.Officer"
LOGIN_URL = "/dang-nhap"
LOGIN_REDIRECT_URL = "/"

# Signing in. Five wrong passwords lock one account on one address for a quarter of an hour: never the hall behind that address.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "thanthien.doors.account.backend.Officers"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "thanthien.doors.account.passwords.GoodPassword"}]
ACCOUNT_ADAPTER = "thanthien.doors.account.adapters.OfficerAccounts"
SOCIALACCOUNT_ADAPTER = "thanthien.doors.account.adapters.OfficerIdentities"
MFA_ADAPTER = "thanthien.doors.account.adapters.SecondStep"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE says
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "60/m/ip", "reauthenticate": "20/m/user"}
ACCOUNT_FORMS = {"login": "thanthien.doors.account.forms.Login"}
SOCIALACCOUNT_LOGIN_ON_GET = True  # the policy of the pages lets no form lead to another address
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
MFA_FORMS = {
    "authenticate": "thanthien.doors.account.forms.Code",
    "reauthenticate": "thanthien.doors.account.forms.CodeAgain",
    "activate_totp": "thanthien.doors.account.forms.FirstCode",
}
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Administrators and leaders sign in with a second step (rules.SECOND_STEP).
MFA_REQUIRED = env.flag("THANTHIEN_MFA_REQUIRED", True)
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"  # of the credentials, not of the form: else the name is lost and the address locks alone
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "thanthien.doors.parts.addresses.address_of"
AXES_LOCKOUT_CALLABLE = "thanthien.doors.account.lockout.locked_page"
# How many proxies of the office stand before this server (0 = none): whose word about the address is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("THANTHIEN_PROXIES", 0)
# Signing in through the province's own identity server (OpenID Connect); without an issuer there is no such button.
OIDC = {
    "issuer": env.issuer("THANTHIEN_OIDC_ISSUER"),
    "client": env.text("THANTHIEN_OIDC_CLIENT"),
    "secret": env.text("THANTHIEN_OIDC_SECRET"),
    "name": env.text("THANTHIEN_OIDC_NAME", "tài khoản của tỉnh"),
    "claim": env.text("THANTHIEN_OIDC_CLAIM", "preferred_username"),
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {
    "default": env.database(
        "THANTHIEN_DATABASE",
        HOME,
        {"init_command": init_command(), "transaction_mode": "IMMEDIATE", "timeout": 20, "cached_statements": 1_000},
    )
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(str(folder) for folder in (PACKAGE / "doors").glob("*/templates")),
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thanthien.doors.parts.context.office",
            ],
            "builtins": ["django_cotton.templatetags.cotton", "thanthien.doors.parts.templatetags.words"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
COTTON_DIR = "parts"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "doors" / "static"]
STATIC_ROOT = env.folder("THANTHIEN_STATIC", HOME / "static")
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = HOME / "files"
# How much of the disk scans and files may take, in megabytes.
PAPERS_MB = env.number("THANTHIEN_PAPERS_MB", 20_000)

# Digital signatures: a key in a PKCS#11 token, or, without one, the office's own soft certificate in the key folder
KEYS = HOME / "keys"
SIGNING_TOKEN = {
    "module": env.text("THANTHIEN_PKCS11_MODULE"),
    "token": env.text("THANTHIEN_PKCS11_TOKEN"),
    "key": env.text("THANTHIEN_PKCS11_KEY"),
    "pin": env.text("THANTHIEN_PKCS11_PIN"),
}

SESSION_ENGINE = "thanthien.doors.parts.session_store"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "object-src": [SELF],
        "frame-src": [SELF],
    }
}

# Where the heads of the chains are written down outside the database: "thread" (batched, fsynced), "sync" (each commit), "hand"
# (flush()).
ANCHORS = env.text("THANTHIEN_ANCHORS", "thread")
# Printer of the kiosk: host:port of a network thermal printer; empty = print from the browser.
TICKET_PRINTER = env.text("THANTHIEN_TICKET_PRINTER")
# The address people reach from outside, printed into QR codes; empty = the address of the request.
PUBLIC_ADDRESS = env.text("THANTHIEN_ADDRESS").rstrip("/")
# Messages to people. Empty = that channel is off. A demonstration sends nothing, whatever stands here.
SMTP = {
    "host": env.text("THANTHIEN_SMTP_HOST"),
    "port": env.number("THANTHIEN_SMTP_PORT", 587),
    "user": env.text("THANTHIEN_SMTP_USER"),
    "password": env.text("THANTHIEN_SMTP_PASSWORD"),
    "security": env.choice("THANTHIEN_SMTP_SECURITY", "starttls", ("starttls", "tls", "none")),
    "sender": env.text("THANTHIEN_SMTP_FROM"),
    "authority": env.text("THANTHIEN_SMTP_AUTHORITY"),
}
SMS_GATEWAY = {"address": env.text("THANTHIEN_SMS_ADDRESS"), "token": env.text("THANTHIEN_SMS_TOKEN")}
ZALO_GATEWAY = {"address": env.text("THANTHIEN_ZALO_ADDRESS"), "token": env.text("THANTHIEN_ZALO_TOKEN")}
# Webhooks go out into the world by https alone. Networks of the house are reached (also by http) only when they are named here.
WEBHOOKS = {"networks": env.networks("THANTHIEN_WEBHOOK_NETWORKS"), "authority": env.text("THANTHIEN_WEBHOOK_AUTHORITY")}

# The national portal, by its adapter; empty = nothing leaves. The paths and codes in force are not confirmed (exchange/data).
NATIONAL = {
    "address": env.text("THANTHIEN_NATIONAL_ADDRESS"), "endpoint": "vxp-2020", "auth": "/auth", "share": "/share",
    "integration": "/integration", "user": env.text("THANTHIEN_NATIONAL_USER"),
    "password": env.text("THANTHIEN_NATIONAL_PASSWORD"), "destination": env.text("THANTHIEN_NATIONAL_DESTINATION"), "seconds": 15,
}  # fmt: skip

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"scrub": {"()": "thanthien.config.logs.Scrub"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "filters": ["scrub"], "formatter": "line"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {"thanthien": {"level": "INFO"}, "uvicorn.access": {"level": "WARNING"}, "axes": {"level": "ERROR"}},
}
