"""The concepts' models, imported so that the app finds them."""

from teojeon.services.victims.application.models import Application, Draft, Filing, PortalEntry, Statement
from teojeon.services.victims.assessment.models import Reassessment
from teojeon.services.victims.decision.models import Letter, ServiceRecord
from teojeon.services.victims.investigation.models import Fact, Opinion, Package, Report

__all__ = [
    "Application",
    "Draft",
    "Fact",
    "Filing",
    "Letter",
    "Opinion",
    "Package",
    "PortalEntry",
    "Reassessment",
    "Report",
    "ServiceRecord",
    "Statement",
]
