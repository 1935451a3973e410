"""The office: its own role, schema, cookies and signing key."""

from teojeon.settings.base import *  # noqa: F403
from teojeon.settings.base import OPERATOR_NAME, POOL, database, secret

SIDE = "office"
SECRET_KEY = secret(SIDE)
ROOT_URLCONF = "teojeon.doors.office.urls"
WSGI_APPLICATION = "teojeon.doors.office.wsgi.application"
DATABASES = {"default": database("TEOJEON_OFFICE_URL", "office_side,public", pool=POOL)}
SESSION_COOKIE_NAME = "teojeon_office"
CSRF_COOKIE_NAME = "teojeon_office_csrf"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "office_tasks"
UI_SITE = {
    "door": "전세사기피해자 지원관리시스템",
    "operator": OPERATOR_NAME,
    "stylesheet": "css/office.css",
    "base": "ui/office.html",
    "login_url": "/sign-in/",
    "logout_url": "/sign-out/",
    "scripts": ("victims/visits/waiting.js",),
}
