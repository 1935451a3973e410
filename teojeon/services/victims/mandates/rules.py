"""Who may act for whom, from what was stated: pure, without the database (규칙§3②③, 민법§4, §1000–1003, 행정절차법§11, §12).

Nothing here blocks a filing (S1-XCT-03): a `Defect` is a question to the authority, a supplement to demand, or what keeps an official
from accepting the mandate.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

PROXY, LEGAL, HEIR = "proxy", "legal_representative", "heir_representative"
KINDS = {PROXY: "위임대리인", LEGAL: "법정대리인", HEIR: "유족 대표"}
ADULT_AGE = 19  # 민법§4, in full years (행정기본법§7의2)
SPOUSE = "spouse"
RANKS: dict[str, int] = {"descendant": 1, "ascendant": 2, "sibling": 3, "collateral": 4}  # 민법§1000①
RELATIONS = {
    SPOUSE: "배우자",
    "descendant": "직계비속(자녀·손자녀)",
    "ascendant": "직계존속(부모·조부모)",
    "sibling": "형제자매",
    "collateral": "4촌 이내의 방계혈족",
}
MANDATE_DOC, LEGAL_DOC, HEIR_DOC, SELECTION_DOC = "mandate", "legal_representative", "heir", "heir_selection"
DOCUMENTS = {PROXY: MANDATE_DOC, LEGAL: LEGAL_DOC, HEIR: HEIR_DOC}
"""The paper that proves each kind (규칙§3①3–5)."""
Remedy = Literal["supplement", "question"]


@dataclass(frozen=True)
class Heir:
    """A relative of the deceased as stated. `renounced`: gave the inheritance up; `signed`: agreed in the selection document."""

    name: str
    relation: str
    birth_date: dt.date | None = None
    is_alive: bool = True
    renounced: bool = False
    signed: bool = False
    is_representative: bool = False
    degree: int = 1

    @property
    def may_inherit(self) -> bool:
        """Alive and has not renounced."""
        return self.is_alive and not self.renounced


@dataclass(frozen=True)
class Defect:
    """What is wrong with a mandate. `remedy` supplement: a paper to demand (규칙§3⑤); question: the authority judges."""

    code: str
    message: str
    source: str
    remedy: Remedy
    doc_type: str = ""
    asks_for_paper: bool = False  # nothing is wrong but that the paper itself is not there


def is_minor(born: dt.date, on: dt.date) -> bool:
    """Under 19 full years on that day; on the nineteenth birthday of full age. Born on 29 February: the day comes on 1 March."""
    return full_years(born, on) < ADULT_AGE


def full_years(born: dt.date, on: dt.date) -> int:
    """Age in full years (행정기본법§7의2)."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def entitled(heirs: Sequence[Heir]) -> tuple[Heir, ...]:
    """Those who inherit together: of the foremost rank the nearest degree (민법§1000②); the spouse beside rank 1 or 2, else alone (§1003).

    Where all children have renounced the spouse inherits alone (대법원 2020그42; 판례 번호 확인 필요). Representation per stirpes (§1001)
    is not worked out: a grandchild is entered as a descendant of degree 2, and the authority judges.
    """
    spouses = tuple(heir for heir in heirs if heir.relation == SPOUSE and heir.may_inherit)
    children_renounced = any(heir.relation == "descendant" and heir.is_alive and heir.renounced for heir in heirs)
    for relation, rank in RANKS.items():
        living = [heir for heir in heirs if heir.relation == relation and heir.may_inherit]
        if not living:
            continue
        if spouses and (rank > 2 or (children_renounced and (rank == 2 or all(heir.degree > 1 for heir in living)))):
            return spouses
        nearest = min(heir.degree for heir in living)
        together = tuple(heir for heir in living if heir.degree == nearest)
        return (*spouses, *together)
    return spouses


def rank_of(heir: Heir, heirs: Sequence[Heir]) -> int:
    """The rank under 민법§1000①; the spouse has that of those beside whom the spouse inherits, and 1 where alone."""
    if heir.relation != SPOUSE:
        return RANKS[heir.relation]
    others = [RANKS[each.relation] for each in entitled(heirs) if each.relation != SPOUSE]
    return min(others, default=1)


def heir_defects(heirs: Sequence[Heir], *, has_certificate: bool) -> tuple[Defect, ...]:
    """What keeps the representative of the heirs from being accepted. None of it blocks the filing."""
    found: list[Defect] = []
    chosen = [heir for heir in heirs if heir.is_representative]
    first = entitled(heirs)
    if not has_certificate:
        found.append(_missing(HEIR_DOC, "유족임을 증명하는 가족관계증명서를 내야 합니다.", "규칙§3①4"))
    if len(chosen) != 1:
        found.append(
            Defect(
                "REPRESENTATIVE_UNCLEAR", "유족의 대표가 한 사람으로 정해지지 않았습니다.", "규칙§3②", "supplement", SELECTION_DOC
            )
        )
        return tuple(found)
    if chosen[0] not in first:
        found.append(
            Defect(
                "HEIR_RANK",
                "앞선 순위의 상속인이 있습니다. 앞선 순위의 상속인이 신청하거나 상속 포기를 확인합니다.",
                "민법§1000①, 규칙§3②",
                "question",
            )
        )
    elif any(not heir.signed for heir in first if heir is not chosen[0]):
        found.append(
            Defect(
                "SELECTION_MISSING",
                "같은 순위의 유족이 대표를 선정한 서류가 있어야 합니다.",
                "규칙§3②, 행정절차법§11",
                "supplement",
                SELECTION_DOC,
            )
        )
    return tuple(found)


def proxy_defects(
    *, has_mandate: bool, valid_from: dt.date | None, valid_to: dt.date | None, on: dt.date, today: dt.date
) -> tuple[Defect, ...]:
    """What keeps a proxy from being accepted (규칙§3③; 행정절차법§12①5). Both ends of the mandate's days count.

    `on`: the day on which the proxy began to act. A mandate that has run out since is a question: what the proxy does now is outside it.
    """
    found = [] if has_mandate else [_missing(MANDATE_DOC, "위임장(별지 제3호서식)을 내야 합니다.", "규칙§3①5")]
    if (valid_from and on < valid_from) or (valid_to and on > valid_to):
        message = "신청한 날이 위임장의 기간 밖입니다. 기간이 맞는 위임장을 냅니다."
        found.append(Defect("MANDATE_PERIOD", message, "규칙§3③", "supplement", MANDATE_DOC))
    elif valid_to and today > valid_to:
        message = "위임한 기간이 끝났습니다. 그 뒤에 한 일이 있으면 신청인에게 확인합니다."
        found.append(Defect("MANDATE_OVER", message, "규칙§3③", "question"))
    return tuple(found)


def legal_defects(*, born: dt.date | None, on: dt.date, has_proof: bool) -> tuple[Defect, ...]:
    """What keeps a legal representative from being accepted: only for a minor may one apply so (규칙§3②)."""
    found = [] if has_proof else [_missing(LEGAL_DOC, "법정대리인임을 증명하는 가족관계증명서를 내야 합니다.", "규칙§3①3")]
    if born is None or not is_minor(born, on):
        message = "임차인이 신청한 날에 미성년자가 아닙니다. 후견 등 다른 법정대리의 근거가 있는지 확인합니다."
        found.append(Defect("NOT_A_MINOR", message, "규칙§3②, 민법§4", "question"))
    return tuple(found)


def _missing(doc_type: str, message: str, source: str) -> Defect:
    return Defect(f"{doc_type.upper()}_MISSING", message, source, "supplement", doc_type, asks_for_paper=True)
