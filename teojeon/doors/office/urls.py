"""업무시스템: URLs of officials. Each concept adds its list; a view without a rule is refused (services/accounts/gate.py)."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

# accounts
from teojeon.services.accounts import office as accounts  # noqa: E402

urlpatterns += accounts.urls

# worklist and intake
from teojeon.services.victims.intake import office as intake  # noqa: E402

urlpatterns += intake.urls

# case file and investigation
from teojeon.services.victims.investigation import office as investigation  # noqa: E402

urlpatterns += investigation.urls

# the ministry's review
from teojeon.services.victims.opinions import office as opinions  # noqa: E402

urlpatterns += opinions.urls

# findings of the committee
from teojeon.services.victims.assessment import office as assessment  # noqa: E402

urlpatterns += assessment.urls

# dated values of authorities
from teojeon.services.victims.uplift import office as uplift  # noqa: E402

urlpatterns += uplift.urls

# meetings of the committee
from teojeon.services.victims.agenda import office as agenda  # noqa: E402

urlpatterns += agenda.urls

# decision letters and their service
from teojeon.services.victims.decision import office as decision  # noqa: E402

urlpatterns += decision.urls

# service of documents
from teojeon.services.victims.service import office as service  # noqa: E402

urlpatterns += service.urls

# guidance pages and the offices they name
from teojeon.services.guidance.examined import office as examined  # noqa: E402
from teojeon.services.guidance.offices import office as offices  # noqa: E402
from teojeon.services.guidance.pages import office as guidance  # noqa: E402
from teojeon.services.guidance.pages import office_translations as translations  # noqa: E402

urlpatterns += [*offices.urls, *examined.urls, *translations.urls, *guidance.urls]

# consents, and who acts
from teojeon.services.victims.consents import office as consents  # noqa: E402
from teojeon.services.victims.mandates import office as mandates  # noqa: E402

urlpatterns += consents.urls + mandates.urls

# demands to supplement
from teojeon.services.victims.supplement import office as supplement  # noqa: E402

urlpatterns += supplement.urls

# register of applications
from teojeon.services.victims.register import office as register  # noqa: E402

urlpatterns += register.urls

# referrals to the support centre
from teojeon.services.victims.referral import office as referral  # noqa: E402

urlpatterns += referral.urls

# thread of a case
from teojeon.services.victims.conversation import office as conversation  # noqa: E402

urlpatterns += conversation.urls

# alerts and information messages
from teojeon.services.victims.progress import office as progress  # noqa: E402

urlpatterns += progress.urls

# applications on paper
from teojeon.services.victims.counter import office as counter  # noqa: E402

urlpatterns += counter.urls

# papers of a case
from teojeon.services.victims.papers import office as papers  # noqa: E402

urlpatterns += papers.urls

# additional investigation
from teojeon.services.victims.additional import office as additional  # noqa: E402

urlpatterns += additional.urls

# changes of a filed application
from teojeon.services.victims.amendments import office as amendments  # noqa: E402

urlpatterns += amendments.urls

# cases that belong together
from teojeon.services.victims.links import office as links  # noqa: E402

urlpatterns += links.urls

# visits that are written without a network
from teojeon.services.victims.visits import offline as visits_offline  # noqa: E402

urlpatterns += visits_offline.urls

# letter box of agencies
from teojeon.services.victims.letterbox import office as letterbox  # noqa: E402

urlpatterns += letterbox.urls

# cases of one landlord
from teojeon.services.victims.landlords import office as landlords  # noqa: E402
from teojeon.services.victims.linkage import office as linkage  # noqa: E402

urlpatterns += [*linkage.urls, *landlords.urls]

# estimates of what is recovered
from teojeon.services.victims.estimates import office as estimates  # noqa: E402

urlpatterns += estimates.urls

# registry extracts
from teojeon.services.victims.extracts import office as extracts  # noqa: E402

urlpatterns += extracts.urls

# orders to hand in statements or documents
from teojeon.services.victims.orders import office as orders  # noqa: E402

urlpatterns += orders.urls

# visits and interviews
from teojeon.services.victims.visits import office as visits  # noqa: E402

urlpatterns += visits.urls

# requests for data and their replies
from teojeon.services.victims.requests import office as requests  # noqa: E402

urlpatterns += requests.urls
