"""The portal: its own role, schema, cookies and signing key."""

from teojeon.settings.base import *  # noqa: F403
from teojeon.settings.base import LANGUAGES, OPERATOR_NAME, POOL, database, secret

SIDE = "portal"
SECRET_KEY = secret(SIDE)
ROOT_URLCONF = "teojeon.doors.portal.urls"
WSGI_APPLICATION = "teojeon.doors.portal.wsgi.application"
DATABASES = {"default": database("TEOJEON_PORTAL_URL", "portal_side,public", pool=POOL)}
SESSION_COOKIE_NAME = "teojeon_portal"
CSRF_COOKIE_NAME = "teojeon_portal_csrf"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "portal_tasks"
UI_SITE = {
    "door": "전세사기피해자 지원관리누리집",
    "operator": OPERATOR_NAME,
    "stylesheet": "css/portal.css",
    "base": "ui/portal.html",
    "login_url": "/sign-in/",
    "logout_url": "/sign-out/",
    "languages": tuple(code for code, _ in LANGUAGES),
    "links": (("공시송달 공고", "/public-notices/"),),
}
