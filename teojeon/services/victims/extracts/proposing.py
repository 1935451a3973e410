"""Facts that the confirmed rows of an extract speak for: proposals, each with its rows; the investigator records them or not.

What depends on a row that nobody has confirmed, or on whether it is struck out, is not proposed but said as a question.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from teojeon.services.victims.assessment.facts import JsonValue, in_words
from teojeon.services.victims.extracts.models import ExtractRow
from teojeon.services.victims.extracts.reading import ASK, NO, SECTIONS, YES
from teojeon.ui.formats import korean_date

SECURITY, LEASEHOLD, JEONSE = ("mortgage",), ("leasehold",), ("jeonse",)
AUCTIONS = ("auction_voluntary", "auction_compulsory")
LOCAL = ("시", "군", "구", "도")
EVIDENCE_LIMIT = 200


@dataclass(frozen=True)
class Matter:
    """What the rows are read for. `tenant`: the applicant's name. `first_contract_on`: as recorded, or None. `is_whole`: every row and
    line of the extract was looked at, so that what is not there does not exist on that day. `events`: the fact as it stands.
    """

    tenant: str
    first_contract_on: dt.date | None
    is_whole: bool
    issued_on: dt.date | None
    label: str
    events: Mapping[str, Any] | None = None
    event_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """`value` as the fact keeps it. `evidence` at most 200 letters. `remark`: what to look at before it is taken."""

    code: str
    value: JsonValue
    evidence: str
    rows: tuple[ExtractRow, ...] = ()
    remark: str = ""

    @property
    def words(self) -> str:
        return in_words(self.code, self.value)


def proposals(rows: Sequence[ExtractRow], matter: Matter) -> tuple[list[Proposal], list[str]]:
    """What can be proposed from these confirmed rows, and the questions that stand before more can be."""
    found: list[Proposal] = []
    questions: list[str] = []
    for make in (_security, _auction, _own_leasehold, _own_jeonse, _earlier_leasehold, _events):
        made, asked = make(rows, matter)
        found += made
        questions += asked
    return found, list(dict.fromkeys(questions))


Found = tuple[list[Proposal], list[str]]


def _of(rows: Iterable[ExtractRow], kinds: Sequence[str]) -> list[ExtractRow]:
    """Rows of these kinds that are not struck out, in the order of their receipt; one without a day comes first."""
    return sorted(
        (row for row in rows if row.kind in kinds and row.cancelled != YES),
        key=lambda row: (row.received_on or dt.date.min, row.position),
    )


def _earliest(code: str, rows: Sequence[ExtractRow], matter: Matter, remark: str = "") -> Found:
    """The receipt day of the first row; not there: "없음", once the whole extract was looked at."""
    if not rows:
        none = Proposal(code, False, _whole(matter), remark=remark)
        return ([none], []) if matter.is_whole else ([], [])
    standing = next((row for row in rows if row.cancelled == NO), None)
    before = rows if standing is None else rows[: rows.index(standing)]
    if open_rows := [row for row in before if row.cancelled == ASK]:
        return [], [f"{named(row)}: 말소되었는지 먼저 확인합니다." for row in open_rows]
    if standing is None or standing.received_on is None:
        return [], [f"{named(standing)}: 접수일을 먼저 적습니다."] if standing else []
    return [Proposal(code, standing.received_on.isoformat(), evidence(matter, [standing]), (standing,), remark)], []


def _security(rows: Sequence[ExtractRow], matter: Matter) -> Found:
    securities = _of(rows, SECURITY)
    first = securities[0].received_on if securities else None
    others = [row for row in _of(rows, (*JEONSE, "provisional")) if first is None or (row.received_on and row.received_on < first)]
    remark = f"{', '.join(named(row) for row in others)}도 담보물권인지 판단합니다." if others else ""
    return _earliest("earliest_security_on", securities, matter, remark)


def _auction(rows: Sequence[ExtractRow], matter: Matter) -> Found:
    return _earliest("auction_entry_on", _of(rows, AUCTIONS), matter)


def _own(code: str, kinds: Sequence[str], rows: Sequence[ExtractRow], matter: Matter) -> Found:
    if not matter.tenant:
        return [], []
    unnamed = [row for row in _of(rows, kinds) if not row.holder]
    if unnamed:
        return [], [f"{named(row)}: 권리자를 먼저 적습니다." for row in unnamed]
    remark = "이름만 견주었습니다. 같은 사람인지 확인합니다."
    return _earliest(code, [row for row in _of(rows, kinds) if _is_tenant(row, matter)], matter, remark)


def _own_leasehold(rows: Sequence[ExtractRow], matter: Matter) -> Found:
    return _own("leasehold_reg_done_on", LEASEHOLD, rows, matter)


def _own_jeonse(rows: Sequence[ExtractRow], matter: Matter) -> Found:
    return _own("jeonse_right_reg_on", JEONSE, rows, matter)


def _is_tenant(row: ExtractRow, matter: Matter) -> bool:
    return "".join(row.holder.split()) == "".join(matter.tenant.split())


def _earlier_leasehold(rows: Sequence[ExtractRow], matter: Matter) -> Found:
    """주임법§3의3⑥: a lease made after another's registration on the house, or on the same part of it."""
    code, remark = "earlier_leasehold_reg", "주택의 일부를 빌린 임차인의 등기이면 같은 부분인지 확인합니다."
    others = [row for row in _of(rows, LEASEHOLD) if row.holder and not _is_tenant(row, matter)]
    if not others:
        has_nameless = any(not row.holder for row in _of(rows, LEASEHOLD))
        return ([Proposal(code, False, _whole(matter))], []) if matter.is_whole and not has_nameless else ([], [])
    if matter.first_contract_on is None:
        return [], ["다른 사람의 임차권등기가 있습니다. 최초 계약일을 먼저 적으면 앞뒤를 견줍니다."]
    if open_rows := [row for row in others if row.received_on is None or row.cancelled == ASK]:
        return [], [f"{named(row)}: 접수일과 말소 여부를 먼저 확인합니다." for row in open_rows]
    earlier = [row for row in others if row.received_on and row.received_on < matter.first_contract_on]
    if earlier:
        return [Proposal(code, True, evidence(matter, earlier), tuple(earlier), remark)], []
    return ([Proposal(code, False, evidence(matter, others), tuple(others), remark)], []) if matter.is_whole else ([], [])


def event_of(row: ExtractRow) -> str:
    """The code of `events` for which a row speaks; empty for none. A seizure is a tax's only where the holder says so."""
    if row.kind in AUCTIONS:
        return "auction_commenced"
    if row.kind == "public_sale":
        return "public_sale_commenced"
    if row.kind == "attachment":
        return "private_attachment"
    if row.kind != "seizure":
        return ""
    name, _, office = row.holder.partition("(처분청")
    name, office = "".join(name.split()), "".join(office.rstrip(") ").split())
    if name in ("국", "대한민국") and office.removesuffix("장").endswith("세무서"):
        return "national_tax_seizure"
    return "local_tax_seizure" if name.endswith(LOCAL) and "공단" not in name else ""


def _events(rows: Sequence[ExtractRow], matter: Matter) -> Found:
    speaking: dict[str, list[ExtractRow]] = {}
    for row in rows:
        code = event_of(row)
        if code and row.cancelled == NO:
            speaking.setdefault(code, []).append(row)
    asked = [f"{named(row)}: 말소되었는지 먼저 확인합니다." for row in rows if event_of(row) and row.cancelled == ASK]
    asked += [
        f"{named(row)}: 국세·지방세 압류인지 권리자로 정할 수 없습니다. 처분청을 확인합니다."
        for row in rows if row.kind == "seizure" and row.cancelled == NO and not event_of(row)
    ]  # fmt: skip
    standing = dict(matter.events or dict.fromkeys(matter.event_codes))
    new = {code: True for code in speaking if code in standing and standing[code] is not True}
    if not new:
        return [], asked
    shown = [row for code in speaking for row in speaking[code]]
    remark = "이미 적은 답은 그대로 두고, 등기로 확인되는 것만 ‘예’로 더합니다."
    return [Proposal("events", {**standing, **new}, evidence(matter, shown), tuple(shown), remark)], asked


def named(row: ExtractRow) -> str:
    """An entry as people call it: 을구 1번 근저당권설정."""
    return f"{SECTIONS[row.section]} {row.rank}번 {row.purpose}"


def evidence(matter: Matter, rows: Sequence[ExtractRow]) -> str:
    """Which extract and which entries; as many as fit."""
    text = matter.label
    for place, row in enumerate(rows):
        more = f"{', ' if place else ' '}{named(row)}({row.page}쪽)"
        if len(text) + len(more) > EVIDENCE_LIMIT - 8:
            return f"{text} 외 {len(rows) - place}건"
        text += more
    return text


def _whole(matter: Matter) -> str:
    return f"{matter.label} 갑구·을구의 모든 행"


def label_of(unique_no: str, issued_on: dt.date | None) -> str:
    """The extract as evidence names it."""
    parts = [f"{korean_date(issued_on)} 발급" if issued_on else "", f"고유번호 {unique_no}" if unique_no else ""]
    inside = ", ".join(part for part in parts if part)
    return f"등기사항증명서({inside})" if inside else "등기사항증명서"
