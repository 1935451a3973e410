"""Determination of 전세사기피해자등 (victims-etc. of jeonse fraud) under the Special Act."""

from teojeon.law.victims.assessment import Assessment, assess, check_rows
from teojeon.law.victims.rules import VICTIM

__all__ = ["VICTIM", "Assessment", "assess", "check_rows"]
