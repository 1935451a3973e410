"""What a draft holds, form version 2: typed answers by section, sealed numbers, and what could not be read yet."""

from teojeon.services.victims.application.content.damage import (
    Damage,
    DamageStatement,
    Event,
    Guarantee,
    IntentFact,
    Recovery,
)
from teojeon.services.victims.application.content.house import NO_SIGUNGU, House
from teojeon.services.victims.application.content.lease import (
    Contract,
    CoTenant,
    LandlordChange,
    LandlordHeir,
    Lease,
    RelatedParty,
)
from teojeon.services.victims.application.content.occupancy import BuildingTenant, Occupancy, Seizure, SeniorRight
from teojeon.services.victims.application.content.papers import Consents
from teojeon.services.victims.application.content.person import Actor, Applicant, Heir
from teojeon.services.victims.application.content.settled import from_contracts, last_of, settled
from teojeon.services.victims.application.content.stored import (
    Filed,
    filed_box,
    from_json,
    load,
    load_filed,
    store,
    to_json,
)
from teojeon.services.victims.application.content.values import Maybe, SealedNumber, decode, encode
from teojeon.services.victims.application.content.whole import (
    ELSEWHERE,
    FORM_VERSION,
    NUMBERS,
    PASSED,
    ROWS,
    SECTION_OF,
    SECTIONS,
    Content,
)

__all__ = [
    "ELSEWHERE",
    "FORM_VERSION",
    "NO_SIGUNGU",
    "NUMBERS",
    "PASSED",
    "ROWS",
    "SECTIONS",
    "SECTION_OF",
    "Actor",
    "Applicant",
    "BuildingTenant",
    "CoTenant",
    "Consents",
    "Content",
    "Contract",
    "Damage",
    "DamageStatement",
    "Event",
    "Filed",
    "Guarantee",
    "Heir",
    "House",
    "IntentFact",
    "LandlordChange",
    "LandlordHeir",
    "Lease",
    "Maybe",
    "Occupancy",
    "Recovery",
    "RelatedParty",
    "SealedNumber",
    "Seizure",
    "SeniorRight",
    "decode",
    "encode",
    "filed_box",
    "from_contracts",
    "from_json",
    "last_of",
    "load",
    "load_filed",
    "settled",
    "store",
    "to_json",
]
