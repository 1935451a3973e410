"""누리집: URLs of citizens. Paths are the same as in the table that the office uses for links (kernel knows no URL)."""

from django.urls import URLPattern, URLResolver

handler400 = "teojeon.ui.errors.bad_request"
handler403 = "teojeon.ui.errors.permission_denied"
handler404 = "teojeon.ui.errors.not_found"
handler500 = "teojeon.ui.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = []

# accounts
from teojeon.services.accounts import portal as accounts  # noqa: E402

urlpatterns += accounts.urls

# language of the pages
from teojeon.services.accounts import languages  # noqa: E402

urlpatterns += languages.urls

# application
from teojeon.services.victims.application import portal as application  # noqa: E402

urlpatterns += application.urls

# my case
from teojeon.services.victims.mycase import portal as mycase  # noqa: E402

urlpatterns += mycase.urls
