"""The bytes of a reply: XLSX, CSV in both encodings, the machine form; formulas, bombs and nonsense are refused by name."""

import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from teojeon.kernel.work.refusals import Refusal
from teojeon.services.victims.requests import reading
from teojeon.services.victims.requests.reading import Reply, read_reply
from teojeon.services.victims.requests.reply_fields import evidence_of, fields_read, proposals, when_there_is_none

pytestmark = pytest.mark.req("S1-INV-03")
HEADS = ["요청번호", "연번", "회신 구분", "거절 사유", "가입한 사람", "상태", "보증금액(원)", "비고"]
LINE = ["DR-2026-000001", "1", "", "", "임차인이 가입", "유효", "200,000,000", "없음"]


def xlsx(*rows: list[Any]) -> bytes:
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(target)
    return target.getvalue()


def comma(*rows: list[Any], encoding: str = "utf-8") -> bytes:
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)


def refused(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_reply(content)
    return caught.value


def said(reply: Reply) -> dict[str, Any]:
    return fields_read("11", reply.rows[0].fields)


@pytest.mark.parametrize(
    "content",
    [
        xlsx(HEADS, LINE),
        comma(HEADS, LINE),
        comma(HEADS, LINE, encoding="utf-8-sig"),
        comma(HEADS, LINE, encoding="euc-kr"),
        xlsx(HEADS, [*LINE[:6], 200_000_000, ""]),
    ],
    ids=["xlsx", "utf-8", "utf-8 with its mark", "euc-kr", "xlsx with a number"],
)
def test_a_table_says_the_same_in_every_dress(content: bytes) -> None:
    read = read_reply(content)
    assert (read.request_no, read.state, [row.ref for row in read.rows]) == ("DR-2026-000001", "answered", ["1"])
    assert {name: value for name, value in said(read).items() if name != "note"} == {
        "holder": "tenant", "policy_state": "valid", "covered": 200_000_000,
    }  # fmt: skip


def test_the_machine_form_says_the_same() -> None:
    fields = {"holder": "tenant", "policy_state": "valid", "covered": 200_000_000}
    given = {
        "form": "teojeon-reply/1",
        "request_no": "DR-2026-000001",
        "state": "answered",
        "rows": [{"ref": "1", "fields": fields}],
    }
    assert said(read_reply(json.dumps(given).encode())) == fields


def test_a_formula_is_refused_by_the_name_of_its_cell() -> None:
    formula = refused(xlsx(HEADS, [*LINE[:6], "=1+1", ""]))
    assert formula.code == "FORMULA" and "G2" in formula.message
    text = refused(comma(HEADS, [*LINE[:6], "=cmd()", ""]))
    assert text.code == "FORMULA" and "2번째 줄 7번째 칸" in text.message


def test_twenty_megabytes_are_read_and_one_byte_more_is_not() -> None:
    head = b'{"form":"teojeon-reply/1","request_no":"x","state":"none","reason":"'
    most = head + b'"}' + b" " * (reading.MAX_BYTES - len(head) - 2)
    assert read_reply(most).state == "none"
    assert refused(most + b" ").code == "TOO_LARGE"


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    assert refused(target.getvalue()).code == "BAD_FILE"
    monkeypatch.setattr(reading, "MAX_UNPACKED", 2_000_000)
    assert refused(target.getvalue()).code == "TOO_LARGE"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"  \r\n ", "EMPTY_FILE"),
        (b"PK\x03\x04nonsense", "BAD_FILE"),
        (b"\x00\x01\x02\x00", "BAD_FILE"),
        (b"\xff\xfe\xff\xff\x80", "BAD_ENCODING"),
        (b'{"form": "other/1"}', "BAD_FILE"),
        (b'{"form": ', "BAD_FILE"),
        (b'{"form": "teojeon-reply/1", "state": "answered", "rows": []}', "EMPTY_FILE"),
        (b'{"form": "teojeon-reply/1", "state": "perhaps", "rows": []}', "BAD_STATE"),
        (b'{"form": "teojeon-reply/1", "state": "answered", "rows": [{"ref": "1", "fields": []}]}', "BAD_FILE"),
        (b"[" * 200_000, "BAD_FILE"),
        (comma(["이름", "값"], ["a", "b"]), "NO_REF"),
        (comma(HEADS, LINE, ["DR-2026-000002", *LINE[1:]]), "TWO_REQUESTS"),
        (comma(HEADS, [*LINE[:2], "글쎄", *LINE[3:]]), "BAD_STATE"),
        (comma(HEADS, LINE, [LINE[0], "2", "거절", "", "", "", "", ""]), "BAD_STATE"),
    ],
)
def test_what_is_no_reply_is_refused(content: bytes, code: str) -> None:
    assert refused(content).code == code


def test_a_workbook_with_a_document_type_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert refused(target.getvalue()).code == "BAD_FILE"


def test_a_table_may_refuse_as_a_whole_or_have_nothing() -> None:
    whole = read_reply(comma(HEADS, [LINE[0], "", "거절", "법원의 비밀입니다.", "", "", "", ""]))
    assert (whole.state, whole.reason, list(whole.rows)) == ("refused", "법원의 비밀입니다.", [])
    assert read_reply(comma(HEADS, [LINE[0], "1", "해당없음", "", "", "", "", ""])).state == "none"


def test_values_are_read_as_people_write_them_and_nonsense_is_named() -> None:
    read = fields_read(
        "1",
        {
            "sale": "경매",
            "entered_on": "2026. 3. 2.",
            "배당액(원)": "1,000원",
            "closed_on": dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC),
        },
    )
    assert read == {"sale": "auction", "entered_on": "2026-03-02", "distributed": 1000, "closed_on": "2026-04-01"}
    for field, value in (("entered_on", "2026-02-30"), ("distributed", "많음"), ("distributed", -1), ("sale", "경매?")):
        with pytest.raises(Refusal, match="BAD_VALUE"):
            fields_read("1", {field: value})


# what a row proposes


def test_a_guarantee_replaces_its_own_row_and_leaves_the_others() -> None:
    other = {"provider": "hf", "holder": "tenant", "state": "valid", "amount": 1}
    old = {"provider": "hug", "holder": "tenant", "state": "pending", "amount": 2}
    made = proposals("11", "HUG", {"holder": "tenant", "policy_state": "valid", "covered": 3}, {"guarantees": [other, old]})
    assert made == {"guarantees": [other, {"provider": "hug", "holder": "tenant", "state": "valid", "amount": 3}]}


def test_a_valid_guarantee_without_an_amount_proposes_nothing() -> None:
    assert proposals("11", "HUG", {"holder": "tenant", "policy_state": "valid"}, {}) == {}


def test_that_one_guarantor_has_none_is_no_list_until_all_three_were_heard() -> None:
    assert when_there_is_none("11", "HUG", {}, ["HUG", "HF"]) == {}
    assert when_there_is_none("11", "HUG", {}, ["HUG", "HF", "SGI"]) == {"guarantees": []}
    assert when_there_is_none("6", "COMWEL", {}, ["COMWEL"]) == {}


def test_an_event_is_told_for_its_own_code_and_leaves_the_rest_as_it_stood() -> None:
    made = proposals("7", "NTS", {"seized": True}, {"events": {"auction_commenced": True}})
    assert made["events"] == {**dict.fromkeys(made["events"], None), "auction_commenced": True, "national_tax_seizure": True}  # type: ignore[arg-type]
    assert proposals("7", "NTS", {"seized": True}, {"events": made["events"]}) == {}
    assert proposals("7", "NTS", {"unpaid": 1_000}, {}) == {}


def test_the_evidence_names_agency_request_and_the_day_that_proves() -> None:
    assert evidence_of("DR-2026-000001", "COURT", "서울회생법원", "13-2", {"bankrupt_on": "2026-03-02"}) == (
        "서울회생법원 회신 DR-2026-000001 (파산선고일 2026-03-02)"
    )
