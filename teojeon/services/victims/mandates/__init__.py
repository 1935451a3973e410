"""Acting for others (S1-ACC-03): proxy, legal representative, heirs' representative, and helpers, who do not act."""

from teojeon.services.victims.mandates.stating import stated

__all__ = ["stated"]
