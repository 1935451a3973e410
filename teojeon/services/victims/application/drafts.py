"""Reading one's own drafts and filings. Another person's answers as one that does not exist."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from teojeon.kernel.audit.events import denied_event
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.sides.account_scope import SharedAccounts
from teojeon.kernel.work.refusals import Forbidden, Missing
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.content import House, load_filed
from teojeon.services.victims.application.models import Draft, Filing, PortalEntry
from teojeon.ui.formats import Unknown

OPEN, FILED = "DRAFT", "FILED"
SHARED = SharedAccounts()
HELPER_ONLY_SEES = (
    "권한 없음: 도우미는 진행 상황을 보고 서류를 올릴 수 있습니다. 작성, 제출, 취하와 동의는 신청인이나 대리인이 합니다."
)
# After these the matter rests: the same house may be filed for again.
RETURNED, RETURN_UNDONE = "return_application", "undo_return"
RESTING_STEPS = {
    "withdraw": "취하함",
    "become_final": "결정이 확정됨",
    RETURNED: "되돌려 보냄(반려)",
    "treat_as_withdrawn": "취하한 것으로 봄",
}


def find_draft(pk: UUID) -> Draft:
    """The own draft, or that of a person for whom one acts. Raises Missing, and leaves a *denied* event; Forbidden for a helper."""
    draft: Draft | None = Draft.objects.visible_to(current().actor).filter(pk=pk).first()
    if draft is None:
        raise _refused(Draft, pk)
    return draft


def find_filing(pk: UUID) -> Filing:
    """The own filing, or that of a person for whom one acts. Raises Missing, and leaves a *denied* event; Forbidden for a helper."""
    filing: Filing | None = Filing.objects.visible_to(current().actor).filter(pk=pk).first()
    if filing is None:
        raise _refused(Filing, pk)
    return filing


def find_shared_draft(pk: UUID) -> Draft:
    """The same, for helpers too: for pages on which one only looks or uploads. Raises Missing."""
    draft: Draft | None = Draft.objects.narrowed(SHARED.condition(current().actor)).filter(pk=pk).first()
    if draft is None:
        _deny(pk)
        raise Missing("draft")
    return draft


def find_shared_filing(pk: UUID) -> Filing:
    """The same of a filing. Raises Missing."""
    filing: Filing | None = Filing.objects.narrowed(SHARED.condition(current().actor)).filter(pk=pk).first()
    if filing is None:
        _deny(pk)
        raise Missing("filing")
    return filing


def _refused(model: type[Draft] | type[Filing], pk: UUID) -> Exception:
    """A helper is told that it is not a helper's to do; for anybody else there is nothing here."""
    if model.objects.narrowed(SHARED.condition(current().actor)).filter(pk=pk).exists():
        return Forbidden("HELPER_ONLY_SEES", HELPER_ONLY_SEES, source="S1-APP-02")
    _deny(pk)
    return Missing(model.__name__.lower())


def own_drafts() -> list[Draft]:
    """Unfinished applications, the newest first."""
    return list(Draft.objects.visible_to(current().actor).filter(state=OPEN).order_by("-saved_at"))


def own_filings() -> list[Filing]:
    """Filed applications, the newest first."""
    return list(Filing.objects.visible_to(current().actor).order_by("-received_at"))


def same_matter(draft: Draft, house: House, first_contract: object) -> Filing | None:
    """An active filing of this account for the same house and first contract date (S1-APP-01). 모름 is like nothing."""
    others = [filing for filing in own_filings() if filing.pk != draft.pk]
    resting = _resting(others)
    active = (filing for filing in others if filing.pk not in resting)
    return next((filing for filing in active if _is_about(filing, house, first_contract)), None)


@dataclass(frozen=True)
class Earlier:
    """A filing of the same person whose matter rests. `outcome`: how it ended, in words; `same`: of the same house and contract."""

    filing: Filing
    outcome: str
    same: bool


def earlier_filings(draft: Draft, house: House, first_contract: object) -> list[Earlier]:
    """Filings that this draft may take up again, the newest first (prior_case_id, S1-APP-01)."""
    others = [filing for filing in own_filings() if filing.pk != draft.pk and filing.account == draft.account]
    resting = _resting(others)
    return [
        Earlier(filing, RESTING_STEPS[resting[filing.pk]], _is_about(filing, house, first_contract))
        for filing in others
        if filing.pk in resting
    ]


def linked_filings(filing: Filing) -> tuple[Filing | None, list[Filing]]:
    """The filing that this one takes up again, and those that took this one up."""
    wanted = Q(prior=filing.pk) | (Q(pk=filing.prior) if filing.prior else Q())
    rows = list(Filing.objects.visible_to(current().actor).filter(wanted).order_by("received_at"))
    return next((row for row in rows if row.pk == filing.prior), None), [row for row in rows if row.prior == filing.pk]


def _resting(filings: Sequence[Filing]) -> dict[UUID, str]:
    """Those of these filings whose matter rests, each with the step after which it does; a return may have been undone."""
    rows = PortalEntry.objects.visible_to(current().actor).filter(
        subject__in=[filing.pk for filing in filings], step__in=[*RESTING_STEPS, RETURN_UNDONE]
    )
    found: dict[UUID, str] = {}
    for subject, step in rows.order_by("id").values_list("subject", "step"):
        if step != RETURN_UNDONE:
            found[subject] = step
        elif found.get(subject) == RETURNED:
            del found[subject]
    return found


def _is_about(filing: Filing, house: House, first_contract: object) -> bool:
    if isinstance(first_contract, Unknown) or first_contract is None:
        return False
    content = load_filed(filing).content
    return place(content.house) == place(house) and bool(content.lease.first_contract_date == first_contract)


def place(house: House) -> tuple[str, str, str]:
    """Where a house is, however it was written: whether 동 and 호 stand in fields of their own or in the address."""
    whole = "".join(plain(text) for text in (house.legal_dong, house.address, house.building_dong, house.unit_ho))
    return house.sido, house.sigungu, whole


def plain(text: str) -> str:
    """An address without what people write in different ways: spaces, commas, case."""
    return "".join(sign for sign in text.casefold() if sign.isalnum() or sign == "-")


def _deny(pk: UUID) -> None:
    unit = current()
    unit.denied.append(denied_event(MINISTRY_CODE, pk, actor=unit.account, organisation=None))
