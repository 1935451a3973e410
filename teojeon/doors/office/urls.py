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
