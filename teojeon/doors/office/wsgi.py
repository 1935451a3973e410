"""The office's server entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teojeon.settings.office")
application = get_wsgi_application()
