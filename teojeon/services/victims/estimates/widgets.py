"""The lines of claims: kind, amount, days and the small deposit, as ordinary inputs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from teojeon.law.victims.recovery_estimate_facts import CLAIM
from teojeon.services.victims.investigation.widgets import TRUTHS, Column, RowsWidget

TRUTH_WORDS = {True: "yes", False: "no", None: ""}


@dataclass(frozen=True)
class ClaimColumn(Column):
    """`is_date`: a day; `is_number`: a number that is no amount."""

    is_date: bool = False
    is_number: bool = False


COLUMNS = (
    ClaimColumn("kind", "권리의 종류", CLAIM.options),
    ClaimColumn("amount", "금액(원)"),
    ClaimColumn("unknown", "금액 모름", is_check=True),
    ClaimColumn("ranked_on", "등기 접수일·확정일자·법정기일·납부기한", is_date=True),
    ClaimColumn("opposable_on", "인도·전입신고를 마친 날", is_date=True),
    ClaimColumn("receipt_no", "접수번호(같은 날 등기)", is_number=True),
    ClaimColumn("small_deposit_right", "소액임차인 요건", TRUTHS),
)


class ClaimsWidget(RowsWidget):
    """Inputs `claims-0-kind`, `claims-0-amount` …"""

    template_name = "victims/estimates/widgets/claims.html"

    def __init__(self) -> None:
        super().__init__(COLUMNS)

    def row_of(self, each: Any) -> dict[str, Any]:
        row = super().row_of(each)
        assert isinstance(each, Mapping)
        return {
            **row,
            "ranked_on": row.get("ranked_on") or "",
            "opposable_on": row.get("opposable_on") or "",
            "receipt_no": row.get("receipt_no") or "",
            "small_deposit_right": TRUTH_WORDS[row.get("small_deposit_right")],
        }
