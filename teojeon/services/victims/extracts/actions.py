"""Acts on registry extracts: reading one into rows, and a person's word on each row (S1-INV-01, S1-APP-05)."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import connection

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.cases.queries import find_case
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.action import action
from teojeon.kernel.work.refusals import Refusal, stale
from teojeon.kernel.work.unit import current
from teojeon.services.victims.case.procedure import ADDITIONAL
from teojeon.services.victims.extracts import queries
from teojeon.services.victims.extracts.models import (
    CONFIRMED,
    CORRECTED,
    DECISIONS,
    LEFT_OUT,
    OPEN,
    TAKEN,
    TYPED,
    UNDECIDED,
    Extract,
    ExtractRow,
)
from teojeon.services.victims.extracts.places import OTHER, SAME, WHOLE_UNIT, House, compare, differences
from teojeon.services.victims.extracts.reading import ASK, NO, SECTIONS, YES, Reading, Row
from teojeon.services.victims.extracts.wording import KINDS
from teojeon.services.victims.investigation.investigator import acting, only_the_investigator
from teojeon.ui.formats import korean_date

SOURCE = "S1-INV-01"
REASON_LIMIT, NOTE_LIMIT = 500, 300
LIMITS = {"rank": 12, "purpose": 120, "holder": 200, "received_no": 20, "cause": 300, "details": 4000}
MOST_ROWS, MOST_UNREAD = 400, 400
FIELDS = ("section", "rank", "kind", "purpose", "holder", "amount", "received_on", "received_no", "cause", "cancelled", "page")
"""What a person confirms of a row."""
RECORDING = ("INVESTIGATING", ADDITIONAL)


def may_work(case: Case) -> Refusal | None:
    """Why this person does not work on the extracts of a case now."""
    if case.state not in RECORDING:
        return Refusal("ILLEGAL_TRANSITION", "조사 중인 사건에서만 등기사항증명서를 읽고 확인합니다.", source=SOURCE)
    return only_the_investigator(case)


# reading one


def as_data(reading: Reading) -> dict[str, Any]:
    """What was read, as the act takes it; days as ISO text."""
    data = asdict(reading)
    data["issued_on"] = reading.issued_on.isoformat() if reading.issued_on else None
    data["rows"] = [_plain(row) for row in reading.rows[:MOST_ROWS]]
    data["unread"] = [{"page": each.page, "text": _masked(each.text)[:300]} for each in reading.unread[:MOST_UNREAD]]
    data["places"] = [each[:200] for each in reading.places[:5]]
    data["title_part"] = [_masked(each)[:300] for each in reading.title_part[:200]]
    return data


def _masked(text: str) -> str:
    """An old register names its people with whole numbers; the picture of the page keeps them, the rows do not."""
    return mask_free_text(text)[0]


def _plain(row: Row) -> dict[str, Any]:
    """A row as JSON keeps it. A text longer than its column is cut and doubted."""
    data = asdict(row) | {"received_on": row.received_on.isoformat() if row.received_on else None}
    data |= {name: _masked(data[name]) for name in ("holder", "cause", "details")}
    too_long = [name for name, limit in LIMITS.items() if len(data[name]) > limit]
    data |= {name: data[name][: LIMITS[name]] for name in too_long}
    data["doubts"] = list(dict.fromkeys([*row.doubts, *too_long]))
    return data


def house_read(read: Mapping[str, Any]) -> House:
    """The house as the extract names it."""
    return House(str(read["unique_no"]), "", tuple(read["places"]), is_unit=read["kind"] == WHOLE_UNIT)


def fingerprint_of(read: Mapping[str, Any], sha256: str) -> str:
    """The same extract is the same number of issue, else the same register at the same minute, else the same file."""
    if read["issue_no"]:
        words = f"issue {read['issue_no']}"
    elif read["unique_no"] and read["issued_at"]:
        words = f"register {read['unique_no']} {''.join(read['issued_at'].split())}"
    else:
        words = f"file {sha256}"
    return hashlib.sha256(words.encode()).hexdigest()


def _readable(case: Case, **data: Any) -> Refusal | None:
    if refusal := may_work(case):
        return refusal
    return refusal_to_read(case, **data) if data else None


def refusal_to_read(case: Case, *, paper: UUID, sha256: str, read: Mapping[str, Any], reason: str) -> Refusal | None:
    """The same extract twice, or one of another house without a reason."""
    house, extract = queries.house_of(case), house_read(read)
    fingerprint = fingerprint_of(read, sha256)
    for each in queries.served_by(case):
        if each.row.paper == paper or each.row.fingerprint == fingerprint:
            where = "" if each.case.pk == case.pk else f"{each.case.receipt_no} 사건의 서류로 "
            day = korean_date(clock.seoul_day(each.row.read_at))
            return Refusal("EXTRACT_TWICE", f"같은 증명서를 {where}{day}에 이미 읽었습니다. 그 증명서를 엽니다.", "paper", SOURCE)
    if len(reason) > REASON_LIMIT:
        return Refusal("TOO_LONG", f"까닭은 {REASON_LIMIT:,}자까지 적습니다.", "reason", "S1-XCT-03")
    found = compare(extract, house)
    if found == SAME or reason.strip():
        return None
    named = "; ".join(
        f"{title}: 증명서 {mine or '없음'} — 사건 {theirs or '없음'}" for title, mine, theirs in differences(extract, house)
    )
    if found == OTHER:
        message = f"다른 집의 등기사항증명서입니다. {named}. 그래도 붙이려면 까닭을 적습니다."
        return Refusal("OTHER_HOUSE", message, "reason", SOURCE)
    message = f"이 집의 증명서인지 확인하지 못했습니다. {named}. 같은 집임을 어떻게 확인했는지 적습니다."
    return Refusal("HOUSE_NOT_CERTAIN", message, "reason", SOURCE)


@case_action("victims.read_extract", "등기사항증명서 읽기", box="P-INV", guard=_readable)
def read_extract(case: Case, *, event: UUID, paper: UUID, sha256: str, read: Mapping[str, Any], reason: str) -> Effect:
    """Keeps an extract and its rows; none of them counts before a person has confirmed it. `read`: from `as_data`."""
    house = queries.house_of(case)
    digest = queries.building_digest(house) if compare(house_read(read), house) == SAME else ""
    _hold(digest or str(case.pk))
    if refusal := refusal_to_read(case, paper=paper, sha256=sha256, read=read, reason=reason):
        raise refusal  # a colleague read the same extract while this one waited
    masked, was_masked = mask_free_text(reason.strip())
    row = Extract.objects.create(
        **belonging(case),
        state=OPEN,
        paper=paper,
        pages=read["pages"],
        unique_no=read["unique_no"],
        building=digest,
        kind=read["kind"],
        places=list(read["places"]),
        coverage=read["coverage"],
        issued_on=dt.date.fromisoformat(read["issued_on"]) if read["issued_on"] else None,
        issued_at=read["issued_at"][:60],
        fingerprint=fingerprint_of(read, sha256),
        is_typed=not read["has_text"],
        title_part=list(read["title_part"]),
        empty=list(read["empty"]),
        unread=list(read["unread"]),
        other_reason=masked,
        read_by=acting(),
        read_at=clock.business_now(),
        event=event,
    )
    ExtractRow.objects.bulk_create(_made(case, row, place, each) for place, each in enumerate(read["rows"], 1))
    return Effect(
        answer={"extract": str(row.pk), "rows": len(read["rows"]), "masked": was_masked},
        content={"rows": len(read["rows"]), "unread": len(read["unread"])},
    )


def _hold(house: str) -> None:
    """Two officials with the same extract of one house wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"extract {house}"])


def _made(case: Case, extract: Extract, place: int, read: Mapping[str, Any]) -> ExtractRow:
    values = {name: read[name] for name in FIELDS} | {"received_on": _day(read["received_on"])}
    return ExtractRow(
        **belonging(case),
        extract=extract,
        position=place,
        details=read["details"],
        doubts=list(read["doubts"]),
        as_read={name: read[name] for name in FIELDS},
        **values,
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


# a person's word on each row


def _workable(extract: Extract, *, case: UUID, **data: Any) -> Refusal | None:
    """From which case the person works: one that the extract serves, and whose investigator it is."""
    row = find_case(case)
    queries.served(row, extract.pk)
    return may_work(row)


def _row_fits(extract: Extract, **data: Any) -> Refusal | None:
    if refusal := _workable(extract, **data):
        return refusal
    if "row" not in data:
        return None
    row = _row_of(extract, data["row"])
    if row is None:
        return Refusal("BAD_VALUE", "이 증명서에 없는 행입니다. 화면을 새로 엽니다.", "row", SOURCE)
    if row.number != data["seen"]:
        return stale(dict(data["values"]), _values(row) | {"number": row.number})
    if data["leave_out"]:
        return None if data["note"].strip() else Refusal("NOTE_MISSING", "빼는 까닭을 적습니다.", "note", SOURCE)
    return values_refusal(data["values"], extract.pages)


def _row_of(extract: Extract, pk: UUID) -> ExtractRow | None:
    row: ExtractRow | None = ExtractRow.objects.visible_to(current().actor).filter(extract=extract, pk=pk).first()
    return row


def _values(row: ExtractRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


def values_refusal(values: Mapping[str, Any], pages: int) -> Refusal | None:
    """What stops a row beyond the form: codes, lengths, a day to come, a page that is not there."""
    if values["section"] not in SECTIONS or values["kind"] not in KINDS or values["cancelled"] not in (YES, NO, ASK):
        return Refusal("BAD_VALUE", "구, 종류, 말소 여부를 목록에서 고릅니다.", "kind", SOURCE)
    if not values["rank"]:
        return Refusal("MISSING_VALUE", "순위번호를 적습니다.", "rank", SOURCE)
    for name, limit in LIMITS.items():
        if len(values.get(name) or "") > limit:
            return Refusal("TOO_LONG", f"{limit:,}자까지 적습니다.", name, "S1-XCT-03")
    if values["received_on"] is not None and values["received_on"] > clock.business_today():
        return Refusal("BAD_DATE", "접수일은 오늘이나 그 전의 날입니다.", "received_on", SOURCE)
    if values["amount"] is not None and values["amount"] < 0:
        return Refusal("NEGATIVE_AMOUNT", "0원 이상으로 적습니다.", "amount", SOURCE)
    if not 1 <= values["page"] <= max(pages, 1):
        return Refusal("BAD_VALUE", f"쪽은 1부터 {max(pages, 1)}까지입니다.", "page", SOURCE)
    return None


@action("victims.decide_extract_row", "등기 행 확인", Extract, box="P-INV", guard=_row_fits)
def decide_row(
    extract: Extract, *, event: UUID, case: UUID, row: UUID, seen: int, values: Mapping[str, Any], leave_out: bool, note: str
) -> Mapping[str, Any]:
    """Takes over what stands in the fields, or leaves the row out with a reason. A row may be decided again. `seen`: its number."""
    found = _row_of(extract, row)
    assert found is not None  # the guard saw it
    masked, was_masked = mask_free_text(note.strip())
    if leave_out:
        found.decision = LEFT_OUT
    else:
        for name in FIELDS:
            setattr(found, name, values[name])
        found.holder, found.cause = _masked(found.holder), _masked(found.cause)
        was_masked = was_masked or (found.holder, found.cause) != (values["holder"], values["cause"])
        found.decision = TYPED if not found.as_read else TAKEN if _as_json(found) == found.as_read else CORRECTED
        found.doubts = ["cancelled"] if found.cancelled == ASK else []
    found.note, found.number = masked[:NOTE_LIMIT], found.number + 1
    found.decided_by, found.decided_at = acting(), clock.business_now()
    found.save()
    _settle(extract)
    return {"decision": found.decision, "words": DECISIONS[found.decision][0], "masked": was_masked}


def _as_json(row: ExtractRow) -> dict[str, Any]:
    return _values(row) | {"received_on": row.received_on.isoformat() if row.received_on else None}


def _settle(extract: Extract) -> None:
    """An extract is confirmed once every row was decided and every unread line was looked at."""
    is_open = ExtractRow.objects.visible_to(current().actor).filter(extract=extract, decision=UNDECIDED).exists()
    extract.state = OPEN if is_open or extract.unread_seen_at is None else CONFIRMED


def _rows_fit(extract: Extract, **data: Any) -> Refusal | None:
    if refusal := _workable(extract, **data):
        return refusal
    if "rows" not in data:
        return None
    if not data["rows"]:
        return Refusal("MISSING_VALUE", "한 줄 이상 적습니다.", source=SOURCE)
    present = ExtractRow.objects.visible_to(current().actor).filter(extract=extract)
    if present.count() + len(data["rows"]) > MOST_ROWS:
        return Refusal("BAD_VALUE", f"한 증명서에 {MOST_ROWS}줄까지 적습니다.", source=SOURCE)
    taken = {(each.section, each.rank) for each in present if each.decision != LEFT_OUT}
    for each in data["rows"]:
        if refusal := values_refusal(each, extract.pages):
            return refusal
        if (each["section"], each["rank"]) in taken:
            message = f"{SECTIONS[each['section']]} {each['rank']}번은 이미 있습니다. 그 행을 고칩니다."
            return Refusal("ROW_TWICE", message, "rank", SOURCE)
        taken.add((each["section"], each["rank"]))
    return None


@action("victims.type_extract_rows", "등기 행 직접 적기", Extract, box="P-INV", guard=_rows_fit)
def type_rows(extract: Extract, *, event: UUID, case: UUID, rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Rows that a person read off the picture: each is confirmed by being typed."""
    last = ExtractRow.objects.visible_to(current().actor).filter(extract=extract).order_by("-position").first()
    place, now = last.position if last else 0, clock.business_now()
    ExtractRow.objects.bulk_create(
        ExtractRow(
            case_id=extract.case_id,
            controller=extract.controller,
            handled_by=extract.handled_by,
            extract=extract,
            position=place + offset,
            doubts=["cancelled"] if each["cancelled"] == ASK else [],
            decision=TYPED,
            number=1,
            decided_by=acting(),
            decided_at=now,
            **{name: _masked(each[name]) if name in ("holder", "cause") else each[name] for name in FIELDS},
        )
        for offset, each in enumerate(rows, 1)
    )
    _settle(extract)
    return {"count": len(rows)}


@action("victims.see_extract_lines", "등기사항증명서 대조 마침", Extract, box="P-INV", guard=_workable)
def see_lines(extract: Extract, *, event: UUID, case: UUID) -> Mapping[str, Any]:
    """The person compared all pages with the rows, and looked at every line that could not be read."""
    extract.unread_seen_by, extract.unread_seen_at = acting(), clock.business_now()
    _settle(extract)
    return {"confirmed": extract.state == CONFIRMED}
