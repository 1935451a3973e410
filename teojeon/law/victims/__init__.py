"""Determination of 전세사기피해자등 (victims-etc. of jeonse fraud) under the Special Act."""

from teojeon.law.victims.assessment import Assessment, assess, check_rows, class_holds, conclude, conclude_read, read
from teojeon.law.victims.completion import reachable
from teojeon.law.victims.outcome import Conclusion
from teojeon.law.victims.rules import VICTIM

__all__ = [
    "VICTIM",
    "Assessment",
    "Conclusion",
    "assess",
    "check_rows",
    "class_holds",
    "conclude",
    "conclude_read",
    "reachable",
    "read",
]
