"""Settings of the clinic application: safe as they stand, no internet anywhere.

Changed by environment variables only: ``STRIGIL_VAR`` (folder for all data),
``STRIGIL_SECRET_KEY``, ``STRIGIL_DEBUG``, ``STRIGIL_HOSTS``, ``STRIGIL_HTTPS``,
``STRIGIL_TIME_ZONE``, ``STRIGIL_IDLE_MINUTES``. A wrong value names what is accepted.
"""

import os
import zoneinfo
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from strigil_clinic.environment import (
    env_flag,
    env_list,
    env_number,
    env_path,
    secret_key,
)

HERE = Path(__file__).parent
VAR = env_path("STRIGIL_VAR", default=Path("var"))
RECORDINGS = VAR / "recordings"

SECRET_KEY = secret_key(VAR)
DEBUG = env_flag("STRIGIL_DEBUG", default=False)
ALLOWED_HOSTS = env_list("STRIGIL_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
HTTPS = env_flag("STRIGIL_HTTPS", default=False)

SLICES = [
    "people",
    "patients",
    "episodes",
    "inventory",
    "consent",
    "screening",
    "assessments",
    "plans",
    "calibrations",
    "sessions",
    "recordings",
    "outcomes",
    "reactions",
    "audit",
    "drafts",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    "strigil_clinic",
    *(f"strigil_clinic.{name}" for name in SLICES),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "strigil_clinic.people.idle.IdleLockMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "strigil_clinic.caching.NoStoreMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "strigil_clinic.urls"
WSGI_APPLICATION = "strigil_clinic.wsgi.application"
ASGI_APPLICATION = "strigil_clinic.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "strigil_clinic.page.page",
            ],
            "builtins": ["strigil_clinic.templatetags.look"],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "clinic.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a late upgrade to a write is refused
            "timeout": 20,  # twenty people who log in at once take turns
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

AUTH_USER_MODEL = "people.Practitioner"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORD_RULES = "django.contrib.auth.password_validation"  # noqa: S105  # a module path
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{PASSWORD_RULES}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "profession")},
    },
    {
        "NAME": f"{PASSWORD_RULES}.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": f"{PASSWORD_RULES}.CommonPasswordValidator"},
    {"NAME": f"{PASSWORD_RULES}.NumericPasswordValidator"},
]
LOGIN_URL = "people:log_in"
LOGIN_REDIRECT_URL = "patients:list"
LOGOUT_REDIRECT_URL = "people:log_in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "strigil_clinic.people.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

IDLE_LOCK = timedelta(
    minutes=env_number("STRIGIL_IDLE_MINUTES", default=10, lowest=1, highest=60)
)
LONGEST_SESSION = timedelta(hours=12)
SESSION_COOKIE_AGE = int(LONGEST_SESSION.total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "strigil_clinic.page.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("STRIGIL_TIME_ZONE", "UTC")
if TIME_ZONE not in zoneinfo.available_timezones():
    message = (
        f"STRIGIL_TIME_ZONE={TIME_ZONE!r} is no time zone: use a name such as "
        "Europe/Berlin (zoneinfo.available_timezones() lists all)."
    )
    raise ImproperlyConfigured(message)

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True  # served from the package: no build step before a start
WHITENOISE_MAX_AGE = 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = VAR
WORK_IN_PROCESSES = True  # forecasts and long recordings; tests work in their own
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
