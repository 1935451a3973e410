"""누리집: URLs of citizens. Paths are the same as in the table that the office uses for links (kernel knows no URL)."""

from django.urls import URLPattern, URLResolver, path

urlpatterns: list[URLPattern | URLResolver] = []

# accounts
from teojeon.services.accounts import portal as accounts  # noqa: E402

urlpatterns += accounts.urls

# application
from teojeon.services.victims.application import portal as application  # noqa: E402

urlpatterns += application.urls

# my case
from teojeon.services.victims.mycase import portal as mycase  # noqa: E402

urlpatterns += mycase.urls
