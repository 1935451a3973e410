"""The concepts' models, imported so that the app finds them."""

from teojeon.services.victims.amendments.models import Amendment, PortalAmendment
from teojeon.services.victims.application.models import Application, Draft, Filing, LaterSupport, PortalEntry, Statement
from teojeon.services.victims.assessment.models import Reassessment
from teojeon.services.victims.consents.models import Consent, PortalConsent
from teojeon.services.victims.conversation.models import Call, PortalThreadEntry, ThreadEntry
from teojeon.services.victims.counter.models import CounterDraft, CounterScan
from teojeon.services.victims.decision.models import Letter
from teojeon.services.victims.enquiry.models import PortalEnquiry
from teojeon.services.victims.intake.models import CaseFlag, Matter, ResidentCheck, Task
from teojeon.services.victims.investigation.models import Fact, Opinion, Package, Report
from teojeon.services.victims.mandates.models import Heir, Mandate
from teojeon.services.victims.papers.models import Addition, Paper, PaperCopy, PaperSheet, PortalAbsence, PortalPaper
from teojeon.services.victims.progress.models import ProgressFigure
from teojeon.services.victims.register.models import RegisterClosing, RegisterRow
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.supplement.models import Demand, DemandAnswer, MoreTime, PortalDemand

__all__ = [
    "Addition",
    "Amendment",
    "Application",
    "Call",
    "CaseFlag",
    "Consent",
    "CounterDraft",
    "CounterScan",
    "Demand",
    "DemandAnswer",
    "Draft",
    "Fact",
    "Filing",
    "Heir",
    "LaterSupport",
    "Letter",
    "Mandate",
    "Matter",
    "MoreTime",
    "Opinion",
    "Package",
    "Paper",
    "PaperCopy",
    "PaperSheet",
    "PortalAbsence",
    "PortalAmendment",
    "PortalConsent",
    "PortalDemand",
    "PortalEnquiry",
    "PortalEntry",
    "PortalPaper",
    "PortalThreadEntry",
    "ProgressFigure",
    "Reassessment",
    "RegisterClosing",
    "RegisterRow",
    "Report",
    "ResidentCheck",
    "ServiceRecord",
    "Statement",
    "Task",
    "ThreadEntry",
]
