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

# consents, and who else reaches a case
from teojeon.services.victims.consents import portal as consents  # noqa: E402
from teojeon.services.victims.mandates import portal as mandates  # noqa: E402

urlpatterns += consents.urls + mandates.urls

# guidance: the pages of the program stand before those that editors write
from teojeon.services.guidance.contractcheck import portal as contract_check  # noqa: E402
from teojeon.services.guidance.measures import portal as measures  # noqa: E402
from teojeon.services.guidance.offices import portal as offices  # noqa: E402
from teojeon.services.guidance.pages import portal as guidance  # noqa: E402
from teojeon.services.guidance.selfcheck import portal as self_check  # noqa: E402
from teojeon.services.guidance.sheets import portal as sheets  # noqa: E402

urlpatterns += [*self_check.urls, *contract_check.urls, *measures.urls, *offices.urls, *sheets.urls, *guidance.urls]

# papers
from teojeon.services.victims.papers import portal as papers  # noqa: E402

urlpatterns += papers.urls

# demands to supplement
from teojeon.services.victims.supplement import portal as supplement  # noqa: E402

urlpatterns += supplement.urls

# thread of an own case
from teojeon.services.victims.conversation import portal as conversation  # noqa: E402

urlpatterns += conversation.urls

# asking by receipt number, and linking a case on paper
from teojeon.services.victims.enquiry import portal as enquiry  # noqa: E402

urlpatterns += enquiry.urls

# public notices
from teojeon.services.victims.service import portal as service  # noqa: E402

urlpatterns += service.urls

# changes of a filed application
from teojeon.services.victims.amendments import portal as amendments  # noqa: E402

urlpatterns += amendments.urls

# machines of agencies
from teojeon.doors.api import urls as api  # noqa: E402

urlpatterns += api.urlpatterns
