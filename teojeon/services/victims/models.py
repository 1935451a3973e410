"""The concepts' models, imported so that the app finds them."""

from teojeon.services.victims.additional.models import InvestigationOrder
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
from teojeon.services.victims.links.models import CaseLink
from teojeon.services.victims.mandates.models import Heir, Mandate
from teojeon.services.victims.papers.models import Addition, Paper, PaperCopy, PaperSheet, PortalAbsence, PortalPaper
from teojeon.services.victims.progress.models import ProgressFigure
from teojeon.services.victims.referral.models import Referral
from teojeon.services.victims.register.models import ExportDownload, RegisterClosing, RegisterExport, RegisterRow
from teojeon.services.victims.service.models import PostedNotice, ServiceProof, ServiceRecord
from teojeon.services.victims.supplement.models import Demand, DemandAnswer, MoreTime, PaperEntry, PortalDemand

__all__ = [
    "Addition",
    "Amendment",
    "Application",
    "Call",
    "CaseFlag",
    "CaseLink",
    "Consent",
    "CounterDraft",
    "CounterScan",
    "Demand",
    "DemandAnswer",
    "Draft",
    "ExportDownload",
    "Fact",
    "Filing",
    "Heir",
    "InvestigationOrder",
    "LaterSupport",
    "Letter",
    "Mandate",
    "Matter",
    "MoreTime",
    "Opinion",
    "Package",
    "Paper",
    "PaperCopy",
    "PaperEntry",
    "PaperSheet",
    "PortalAbsence",
    "PortalAmendment",
    "PortalConsent",
    "PortalDemand",
    "PortalEnquiry",
    "PortalEntry",
    "PortalPaper",
    "PortalThreadEntry",
    "PostedNotice",
    "ProgressFigure",
    "Reassessment",
    "Referral",
    "RegisterClosing",
    "RegisterExport",
    "RegisterRow",
    "Report",
    "ResidentCheck",
    "ServiceProof",
    "ServiceRecord",
    "Statement",
    "Task",
    "ThreadEntry",
]
