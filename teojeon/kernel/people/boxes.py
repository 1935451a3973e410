"""Permission boxes: what each allows, who may hold it, which pairs exclude each other on one case (S1-USR-09)."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of organisation whose officials use the office (운용규정§2.3, §8①)."""

    MINISTRY = "molit"
    PROVINCE = "sido"
    DISTRICT = "sigungu"
    COMMITTEE = "committee"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Box:
    """`holders`: kinds of organisation whose people may hold it. `source`: the form or order it rests on."""

    code: str
    title: str
    holders: frozenset[Kind]
    source: str


LOCAL = frozenset({Kind.PROVINCE, Kind.DISTRICT})
MINISTRY = frozenset({Kind.MINISTRY})
FORM_1 = "운용규정 별지 제1호서식"
ORDER = "국토교통부 권한 지정 (S1-USR-09)"

BOXES: dict[str, Box] = {
    box.code: box
    for box in (
        Box("P-REG", "전세사기피해자 신청등록", LOCAL, FORM_1),
        Box("P-INTAKE", "전세사기피해자 광역지자체 총괄접수", frozenset({Kind.PROVINCE}), FORM_1),
        Box("P-INV", "전세사기피해자 조사", LOCAL, FORM_1),
        Box("P-REV", "전세사기피해자 조사 검토", LOCAL, FORM_1),
        Box("P-SEND", "전세사기피해자 조사 결과 국토교통부 송부", frozenset({Kind.PROVINCE}), FORM_1),
        Box("PM-AGENDA", "안건 작성", MINISTRY, ORDER),
        Box("PM-SEC", "위원회 간사", MINISTRY, ORDER),
        Box("PM-DRAFT", "결정문 기안", MINISTRY, ORDER),
        Box("PM-SEAL", "결정·관인", MINISTRY, ORDER),
        Box("PM-SERVE", "송달", MINISTRY, ORDER),
        Box("PM-STAY", "경매·공매 유예 협조", MINISTRY, ORDER),
        Box("PM-PARAM", "기준값 등록", MINISTRY, ORDER),
        Box("CM", "위원", frozenset({Kind.COMMITTEE}), ORDER),
        Box("CM-CHAIR", "위원장", frozenset({Kind.COMMITTEE}), ORDER),
        Box("GU-EDIT", "안내 작성", frozenset({Kind.MINISTRY, Kind.OPERATOR}), ORDER),
        Box("GU-APPROVE", "안내 승인", frozenset({Kind.MINISTRY, Kind.OPERATOR}), ORDER),
        Box("AU", "감사", MINISTRY, ORDER),
    )
}

# Never by the same person on the same case.
CONFLICTS: tuple[frozenset[str], ...] = (
    frozenset({"P-INV", "P-REV"}),
    frozenset({"PM-DRAFT", "PM-SEAL"}),
    frozenset({"PM-DRAFT", "PM-SEC"}),
)


def conflicts_of(code: str, held: frozenset[str]) -> frozenset[str]:
    """Boxes already held that exclude `code` on the same case."""
    return frozenset().union(*(pair - {code} for pair in CONFLICTS if code in pair)) & held
