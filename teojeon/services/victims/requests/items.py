"""What may be asked of which agency from which day on (법§13③, 규칙§4②, 법§29의2④; S1-INV-03).

Days are the first on which a line holds; none of them has ended yet. The rule's five items name no agency («관련 국가기관 등»): the
agencies here are those that the laws behind the items name.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from teojeon.kernel.people.boxes import Kind
from teojeon.kernel.work.refusals import Refusal

ACT, AMENDED = dt.date(2023, 6, 1), dt.date(2024, 9, 10)
CREDIT_FROM = dt.date(2026, 11, 13)  # six months after 2026-05-12 (부칙 제21634호 제1조 단서)
RULE_CORRECTED = dt.date(2025, 9, 1)
SOURCE = "법§13③"
REPLY_DAYS: tuple[tuple[dt.date, int], ...] = ((ACT, 7),)
"""No text names a time for the reply: the house's own, from each day on (A-52)."""

About = Literal["landlord", "lease", "house"]
DELEGATED = frozenset({Kind.MINISTRY, Kind.PROVINCE})
PROVINCE_ONLY, MINISTRY_ONLY = frozenset({Kind.PROVINCE}), frozenset({Kind.MINISTRY})


@dataclass(frozen=True)
class Agency:
    """Who is asked. `many`: there are several offices of this kind, so that the request names the one."""

    code: str
    name: str
    many: bool = False


AGENCIES: Mapping[str, Agency] = {
    each.code: each
    for each in (
        Agency("COURT", "법원", many=True),
        Agency("KAMCO", "한국자산관리공사"),
        Agency("MOLIT", "국토교통부"),
        Agency("COMWEL", "근로복지공단"),
        Agency("NTS", "국세청(세무서)", many=True),
        Agency("LOCAL", "지방자치단체(지방세)", many=True),
        Agency("MOIS", "행정안전부"),
        Agency("NPS", "국민연금공단"),
        Agency("NHIS", "국민건강보험공단"),
        Agency("BANK", "금융기관·부보금융회사·금융회사등", many=True),
        Agency("KDIC", "예금보험공사"),
        Agency("LENDER", "대부업자·대부중개업자", many=True),
        Agency("CREDIT", "신용정보집중기관"),
        Agency("PROSECUTION", "검찰청", many=True),
        Agency("POLICE", "경찰청(경찰서)", many=True),
        Agency("HUG", "주택도시보증공사"),
        Agency("HF", "한국주택금융공사"),
        Agency("SGI", "서울보증보험"),
        Agency("REGISTRAR", "중개사무소 등록관청", many=True),
        Agency("LICENSOR", "공인중개사 자격증을 준 시·도", many=True),
    )
}


@dataclass(frozen=True)
class Source:
    """An agency that may be asked for an item, from a day on, by those kinds of organisation."""

    agency: str
    since: dt.date = ACT
    askers: frozenset[Kind] = DELEGATED


@dataclass(frozen=True)
class Part:
    """A datum of an item, and from which day on it may be asked."""

    title: str
    since: dt.date = ACT


@dataclass(frozen=True)
class Item:
    """One item. `about`: whom or what the request names, so that no more leaves the house than the agency needs.

    `feeds`: which findings the reply serves (S1-ASM). `bases`: the article as it is cited from each day on.
    """

    code: str
    title: str
    about: About
    sources: tuple[Source, ...]
    feeds: tuple[str, ...]
    parts: tuple[Part, ...]
    bases: tuple[tuple[dt.date, str], ...]

    @property
    def since(self) -> dt.date:
        return self.bases[0][0]


def _from(*agencies: str, since: dt.date = ACT, askers: frozenset[Kind] = DELEGATED) -> tuple[Source, ...]:
    return tuple(Source(agency, since, askers) for agency in agencies)


# «이하 이 항에서 같다» (제2호): wherever the paragraph names the ministry, only a 시·도 asks it
MOLIT = _from("MOLIT", askers=PROVINCE_ONLY)


def _paragraph(number: int, since: dt.date = ACT) -> tuple[tuple[dt.date, str], ...]:
    return ((since, f"법§13③{number}"),)


def _rule(number: int) -> tuple[tuple[dt.date, str], ...]:
    """The rule's own text followed the new number a year later; what it lists did not change."""
    return (
        (ACT, f"법§13③12, 규칙§4②{number}"),
        (AMENDED, f"법§13③13, 규칙§4②{number}(규칙의 인용은 법§13③12)"),
        (RULE_CORRECTED, f"법§13③13, 규칙§4②{number}"),
    )


_ITEMS = (
    Item(
        "1", "주택 매각 절차의 현황, 권리관계 및 배당액", "house", _from("COURT", "KAMCO"), ("R3", "AC", "X3"),
        (Part("매각 절차의 현황"), Part("권리관계"), Part("배당액", AMENDED)), _paragraph(1),
    ),
    Item("2", "임대인이 보유한 주택 등의 소유 현황", "landlord", (*_from("COURT"), *MOLIT), ("R4",), (Part("소유 현황"),), _paragraph(2)),
    Item(
        "3", "임대인이 임대한 주택의 확정일자 정보", "house", MOLIT, ("R1", "R3", "X3"), (Part("확정일자부의 기재사항"),), _paragraph(3)
    ),
    Item(
        "4", "임대인등의 부동산 거래·해제등 신고 내역", "landlord", MOLIT, ("R4",), (Part("거래 신고"), Part("해제등 신고")), _paragraph(4)
    ),
    Item(
        "5", "주택 임대차계약의 신고, 변경 및 해제 신고 내역", "lease", MOLIT, ("R1", "R2", "R3"),
        (Part("계약 신고"), Part("변경·해제 신고")), _paragraph(5),
    ),
    Item("6", "임대인의 미지급 임금 등의 사항", "landlord", _from("COMWEL"), ("X3", "R4"), (Part("미지급 임금 등"),), _paragraph(6)),
    Item(
        "7", "임대인에 대한 국세 및 지방세의 부과·징수·납부에 관한 사항", "landlord", _from("NTS", "LOCAL", "MOIS"), ("R3", "X3", "R4"),
        (Part("국세"), Part("지방세")), _paragraph(7),
    ),
    Item(
        "8", "임대인의 산재·고용·국민연금·건강 보험료의 부과·징수·납부에 관한 사항", "landlord", _from("COMWEL", "NPS", "NHIS"), ("X3", "R4"),
        (Part("보험료"),), _paragraph(8),
    ),
    Item(
        "9", "금융기관 등의 보전처분, 압류, 저당권 등 담보권의 설정 관련 권리관계", "house",
        (*_from("BANK", "KDIC", "KAMCO", "LENDER"), *_from("CREDIT", since=AMENDED)), ("X2", "X3"),
        (Part("보전처분·압류"), Part("담보권")), _paragraph(9),
    ),
    Item(
        "10", "임대인등에 대한 수사 개시 여부, 처분 결과 및 피해자 현황", "landlord", _from("PROSECUTION", "POLICE"), ("R4", "R3"),
        (Part("수사 개시 여부"), Part("처분 결과", AMENDED), Part("피해자 현황")), _paragraph(10),
    ),
    Item(
        "11", "임차인 및 임대인의 전세보증금반환보증 등 가입 여부", "lease", _from("HUG", "HF", "SGI"), ("X1",),
        (Part("임차인의 가입"), Part("임대인의 가입")), _paragraph(11),
    ),
    Item(
        "12", "민간임대주택법§60에 따른 임대주택 정보", "landlord",
        _from("MOLIT", since=AMENDED, askers=PROVINCE_ONLY), ("R4", "X1"), (Part("임대주택 정보", AMENDED),), _paragraph(12, AMENDED),
    ),
    Item(
        "13-1", "공인중개사의 개설등록에 관한 정보(소속공인중개사·중개보조인 포함)", "landlord", _from("REGISTRAR"), ("R4",),
        (Part("개설등록과 신고"),), _rule(1),
    ),
    Item("13-2", "임대인의 파산 또는 회생절차 개시", "landlord", _from("COURT"), ("R3",), (Part("파산선고"), Part("회생절차 개시")), _rule(2)),
    Item(
        "13-3", "주택도시기금법§26①2·3의 업무를 위하여 관리하는 채무자 관련 정보", "landlord", _from("HUG"), ("R4",), (Part("채무자 정보"),), _rule(3)
    ),
    Item(
        "13-4", "공인중개사의 자격취소 또는 자격정지처분", "landlord", _from("LICENSOR"), ("R4",), (Part("자격취소·자격정지"),), _rule(4)
    ),
    Item("13-5", "감정평가사의 징계처분", "landlord", MOLIT, ("R4",), (Part("징계처분"),), _rule(5)),
    Item(
        "credit", "임대인의 신용정보", "landlord", _from("CREDIT", since=CREDIT_FROM, askers=MINISTRY_ONLY), ("X3", "R4"),
        (Part("신용정보법§2.1의 신용정보", CREDIT_FROM),), ((CREDIT_FROM, "법§29의2④"),),
    ),
)  # fmt: skip
ITEMS: Mapping[str, Item] = {item.code: item for item in _ITEMS}


def why_unlawful(item: str, agency: str, on: dt.date, asked_by: str) -> Refusal | None:
    """Why this item may not be asked of this agency on that day by that kind of organisation (`people.boxes.Kind`), or None.

    Refusals: UNKNOWN_ITEM, NOT_IN_FORCE, WRONG_AGENCY, PROVINCE_ASKS, MINISTRY_ASKS, NOT_DELEGATED.
    """
    found = ITEMS.get(item)
    if found is None:
        return Refusal("UNKNOWN_ITEM", "요청할 자료를 목록에서 고릅니다.", "item", SOURCE)
    if on < found.since:
        return Refusal("NOT_IN_FORCE", f"{_day(found.since)}부터 요청할 수 있는 자료입니다.", "item", found.bases[0][1])
    source = next((each for each in found.sources if each.agency == agency), None)
    basis = basis_on(found, on)
    if source is None:
        named = ", ".join(AGENCIES[each.agency].name for each in found.sources)
        return Refusal("WRONG_AGENCY", f"이 자료를 요청할 수 있는 기관: {named}.", "agency", basis)
    if on < source.since:
        message = f"{AGENCIES[agency].name}에는 {_day(source.since)}부터 요청할 수 있습니다."
        return Refusal("NOT_IN_FORCE", message, "agency", basis)
    if asked_by in source.askers:
        return None
    if source.askers == PROVINCE_ONLY:
        return Refusal("PROVINCE_ASKS", "국토교통부의 자료는 시·도만 요청할 수 있습니다.", "agency", "법§13③2")
    if source.askers == MINISTRY_ONLY:
        return Refusal(
            "MINISTRY_ASKS", "국토교통부장관만 요청할 수 있는 자료입니다. 위임되지 않았습니다.", "item", "법§29의2④, §29①"
        )
    return Refusal("NOT_DELEGATED", "자료 요청은 시·도가 합니다. 초안을 쓰면 시·도의 담당자가 보냅니다.", "item", "법§29①2 (A-27)")


def is_lawful(item: str, agency: str, on: dt.date, asked_by: str) -> bool:
    """Whether `why_unlawful` has nothing against it."""
    return why_unlawful(item, agency, on, asked_by) is None


def basis_on(item: Item, on: dt.date) -> str:
    """The article as it is cited on a day; the first one before the item was in force."""
    return next((words for since, words in reversed(item.bases) if since <= on), item.bases[0][1])


def parts_on(item: Item, on: dt.date) -> list[str]:
    """The data of an item that may be asked on a day."""
    return [part.title for part in item.parts if part.since <= on]


def agencies_on(item: Item, on: dt.date, asked_by: str) -> list[Agency]:
    """Whom that kind of organisation may ask on a day."""
    return [AGENCIES[source.agency] for source in item.sources if is_lawful(item.code, source.agency, on, asked_by)]


def reply_days_on(on: dt.date) -> int:
    """Calendar days that an agency is given, by the house's own rule of that day."""
    return next(days for since, days in reversed(REPLY_DAYS) if since <= on)


def _day(day: dt.date) -> str:
    return f"{day.year}. {day.month}. {day.day}."
