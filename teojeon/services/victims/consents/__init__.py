"""Consents C1 to C5 (S1-APP-08): asked one by one, never assumed, withdrawn at any time with effect for the future only."""

from teojeon.services.victims.consents.giving import given

__all__ = ["given"]
