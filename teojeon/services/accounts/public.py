"""What other services may ask of the accounts."""

from teojeon.services.accounts.actions import identity_of

__all__ = ["identity_of"]
