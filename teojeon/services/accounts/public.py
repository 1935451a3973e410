"""What other services may ask of the accounts."""

from teojeon.services.accounts.acting import acting_for
from teojeon.services.accounts.actions import identity_of
from teojeon.services.accounts.counter.codes import matches, new_code, read_code
from teojeon.services.accounts.linking import AtTheCounter, on_counter_activated, on_identity_verified
from teojeon.services.accounts.proofs import drop_verified, verified_for

__all__ = [
    "AtTheCounter",
    "acting_for",
    "drop_verified",
    "identity_of",
    "matches",
    "new_code",
    "on_counter_activated",
    "on_identity_verified",
    "read_code",
    "verified_for",
]
