"""Tests: the owner sets up, then `SET LOCAL ROLE` inside the test's transaction (tests/conftest.py). Keys lie in a scratch folder."""

import os
import tempfile
from pathlib import Path

from teojeon.settings.base import *  # noqa: F403
from teojeon.settings.base import MIDDLEWARE as _MIDDLEWARE
from teojeon.settings.base import database

ENV = "development"
SECRET_KEY = "for tests only"  # noqa: S105
DATA_DIR = Path(os.environ.get("TEOJEON_TEST_DATA") or tempfile.mkdtemp(prefix="teojeon-test-"))
KEYS_DIR = DATA_DIR / "keys"
FILES_DIR = DATA_DIR / "files"
AUDIT_HEADS_DIR = DATA_DIR / "audit-heads"
ROOT_URLCONF = "teojeon.doors.none"
os.environ.setdefault("TEOJEON_OWNER_URL", "postgresql://owner@localhost/teojeon")
DATABASES = {
    "default": database("TEOJEON_OWNER_URL", "public"),
    "portal_side": database("TEOJEON_OWNER_URL", "portal_side"),
    "office_side": database("TEOJEON_OWNER_URL", "office_side"),
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; argon2 is tested by name
MIDDLEWARE = [name for name in _MIDDLEWARE if "whitenoise" not in name]
SESSION_COOKIE_NAME = "teojeon_test"
CSRF_COOKIE_NAME = "teojeon_test_csrf"
