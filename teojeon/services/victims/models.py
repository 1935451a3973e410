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
from teojeon.services.victims.estimates.models import Estimate
from teojeon.services.victims.extracts.models import Extract, ExtractRow
from teojeon.services.victims.intake.models import CaseFlag, Matter, ResidentCheck, Task
from teojeon.services.victims.investigation.models import Fact, MethodEntry, Package, Report
from teojeon.services.victims.letterbox.models import (
    LetterboxDeposit,
    LinkedAgency,
    MachineNonce,
    PortalAgency,
    PortalRequest,
)
from teojeon.services.victims.linkage.models import CaseNode, CaseTally, LinkageWord, LinkNode, NodePair
from teojeon.services.victims.links.models import CaseLink
from teojeon.services.victims.mandates.models import Heir, Mandate
from teojeon.services.victims.opinions.models import Opinion
from teojeon.services.victims.orders.models import AnswerFile, FineReferral, NoResponse, OrderAnswer, StatementOrder
from teojeon.services.victims.papers.models import Addition, Paper, PaperCopy, PaperSheet, PortalAbsence, PortalPaper
from teojeon.services.victims.progress.models import ProgressFigure
from teojeon.services.victims.referral.models import Referral
from teojeon.services.victims.register.models import ExportDownload, RegisterClosing, RegisterExport, RegisterRow
from teojeon.services.victims.requests.models import DataRequest, ReplyRow, RequestCase, RequestReply
from teojeon.services.victims.service.models import PostedNotice, ServiceProof, ServiceRecord
from teojeon.services.victims.supplement.models import Demand, DemandAnswer, MoreTime, PaperEntry, PortalDemand
from teojeon.services.victims.visits.models import Visit, VisitPhoto
from teojeon.services.victims.visits.offline_models import VisitEntry, VisitEntryPhoto

__all__ = [
    "Addition",
    "Amendment",
    "AnswerFile",
    "Application",
    "Call",
    "CaseFlag",
    "CaseLink",
    "CaseNode",
    "CaseTally",
    "Consent",
    "CounterDraft",
    "CounterScan",
    "DataRequest",
    "Demand",
    "DemandAnswer",
    "Draft",
    "Estimate",
    "ExportDownload",
    "Extract",
    "ExtractRow",
    "Fact",
    "Filing",
    "FineReferral",
    "Heir",
    "InvestigationOrder",
    "LaterSupport",
    "Letter",
    "LetterboxDeposit",
    "LinkNode",
    "LinkageWord",
    "LinkedAgency",
    "MachineNonce",
    "Mandate",
    "Matter",
    "MethodEntry",
    "MoreTime",
    "NoResponse",
    "NodePair",
    "Opinion",
    "OrderAnswer",
    "Package",
    "Paper",
    "PaperCopy",
    "PaperEntry",
    "PaperSheet",
    "PortalAbsence",
    "PortalAgency",
    "PortalAmendment",
    "PortalConsent",
    "PortalDemand",
    "PortalEnquiry",
    "PortalEntry",
    "PortalPaper",
    "PortalRequest",
    "PortalThreadEntry",
    "PostedNotice",
    "ProgressFigure",
    "Reassessment",
    "Referral",
    "RegisterClosing",
    "RegisterExport",
    "RegisterRow",
    "ReplyRow",
    "Report",
    "RequestCase",
    "RequestReply",
    "ResidentCheck",
    "ServiceProof",
    "ServiceRecord",
    "Statement",
    "StatementOrder",
    "Task",
    "ThreadEntry",
    "Visit",
    "VisitEntry",
    "VisitEntryPhoto",
    "VisitPhoto",
]
