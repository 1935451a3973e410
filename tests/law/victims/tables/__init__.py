"""The tables of cases, one module a theme."""

from tests.law.victims.cases import Single, Whole
from tests.law.victims.tables.completed_sale import COMPLETED_SALE
from tests.law.victims.tables.deposit import DEPOSIT
from tests.law.victims.tables.guarantee import GUARANTEE
from tests.law.victims.tables.insolvency import INSOLVENCY
from tests.law.victims.tables.opposability import CLASS_DA, OPPOSABILITY
from tests.law.victims.tables.outcomes import OUTCOMES
from tests.law.victims.tables.scenarios import SCENARIOS
from tests.law.victims.tables.scope import SCOPE
from tests.law.victims.tables.small_deposit import SMALL_DEPOSIT

SINGLES: tuple[Single, ...] = (
    *SCOPE,
    *OPPOSABILITY,
    *CLASS_DA,
    *DEPOSIT,
    *INSOLVENCY,
    *COMPLETED_SALE,
    *GUARANTEE,
    *SMALL_DEPOSIT,
)
WHOLES: tuple[Whole, ...] = (*SCENARIOS, *OUTCOMES)

__all__ = [
    "CLASS_DA",
    "COMPLETED_SALE",
    "DEPOSIT",
    "GUARANTEE",
    "INSOLVENCY",
    "OPPOSABILITY",
    "OUTCOMES",
    "SCENARIOS",
    "SCOPE",
    "SINGLES",
    "SMALL_DEPOSIT",
    "WHOLES",
]
