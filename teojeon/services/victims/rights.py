from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.account_scope import acting, helping
from teojeon.kernel.sides.rights import Table, table
from teojeon.services.victims.additional import rights as _additional  # noqa: F401
from teojeon.services.victims.amendments import rights as _amendments  # noqa: F401
from teojeon.services.victims.application import rights as _application  # noqa: F401
from teojeon.services.victims.consents import rights as _consents  # noqa: F401
from teojeon.services.victims.conversation import rights as _conversation  # noqa: F401
from teojeon.services.victims.counter import rights as _counter  # noqa: F401
from teojeon.services.victims.enquiry import rights as _enquiry  # noqa: F401
from teojeon.services.victims.estimates import rights as _estimates  # noqa: F401
from teojeon.services.victims.extracts import rights as _extracts  # noqa: F401
from teojeon.services.victims.intake import rights as _intake  # noqa: F401
from teojeon.services.victims.letterbox import rights as _letterbox  # noqa: F401
from teojeon.services.victims.linkage import rights as _linkage  # noqa: F401
from teojeon.services.victims.links import rights as _links  # noqa: F401
from teojeon.services.victims.mandates import rights as _mandates  # noqa: F401
from teojeon.services.victims.opinions import rights as _opinions  # noqa: F401
from teojeon.services.victims.orders import rights as _orders  # noqa: F401
from teojeon.services.victims.papers import rights as _papers  # noqa: F401
from teojeon.services.victims.progress import rights as _progress  # noqa: F401
from teojeon.services.victims.referral import rights as _referral  # noqa: F401
from teojeon.services.victims.register import rights as _register  # noqa: F401
from teojeon.services.victims.requests import rights as _requests  # noqa: F401
from teojeon.services.victims.service import rights as _service  # noqa: F401
from teojeon.services.victims.supplement import rights as _supplement  # noqa: F401
from teojeon.services.victims.visits import offline_rights as _visit_entries  # noqa: F401
from teojeon.services.victims.visits import rights as _visits  # noqa: F401

table("victims_draft", Table(writers=("portal",), deletable=True, rows={"portal": acting("id")}, seen={"portal": helping("id")}))
table("victims_filing", Table(writers=("portal",), rows={"portal": acting("id")}, seen={"portal": helping("id")}))
table(
    "victims_portalentry",
    Table(writers=("portal",), append_only=True, rows={"portal": acting("subject")}, seen={"portal": helping("subject")}),
)
office_case_table("victims_application")
office_case_table("victims_statement", append_only=True)
office_case_table("victims_fact", append_only=True)
office_case_table("victims_methodentry", append_only=True)
office_case_table("victims_report")
office_case_table("victims_package", append_only=True)
office_case_table("victims_letter")
office_case_table("victims_reassessment", append_only=True)
