"""What a reply to each item may say, and which facts of a case that proposes. A proposal is never a fact: an investigator decides."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from teojeon.kernel.work.refusals import Refusal
from teojeon.law.victims.facts import GUARANTEE_STATE
from teojeon.services.victims.assessment.fact_kinds import HOLDERS, JsonValue
from teojeon.services.victims.assessment.facts import FACTS, checked
from teojeon.services.victims.requests.items import AGENCIES

Values = Mapping[str, JsonValue]
Kind = Literal["text", "won", "amounts", "date", "truth", "choice"]
LONGEST = 1000
TRUTHS = {"예": True, "있음": True, "y": True, "true": True, "아니오": False, "없음": False, "n": False, "false": False}
DAY = re.compile(r"(\d{4})\D{0,2}(\d{1,2})\D{0,2}(\d{1,2})\D{0,2}")
SALES = (("auction", "경매"), ("public_sale", "공매"), ("none", "없음"))
DOCUMENTS = (("distribution", "배당표"), ("allocation", "배분계산서"), ("payment", "매각대금완납증명"))


@dataclass(frozen=True)
class ReplyField:
    """One column of a reply: its name in the machine form, its Korean head in a table, how it is read."""

    name: str
    title: str
    kind: Kind
    options: tuple[tuple[str, str], ...] = ()


NOTE = ReplyField("note", "비고", "text")
UNPAID = ReplyField("unpaid", "체납(미지급)액(원)", "won")
FIELDS: Mapping[str, tuple[ReplyField, ...]] = {
    "1": (
        ReplyField("sale", "절차의 종류", "choice", SALES),
        ReplyField("entered_on", "경매개시결정 등기일", "date"),
        ReplyField("paid_on", "매각대금 완납일", "date"),
        ReplyField("closed_on", "배당·배분 종결일", "date"),
        ReplyField("document", "완료를 증명하는 서류", "choice", DOCUMENTS),
        ReplyField("distributed", "배당액(원)", "won"),
        NOTE,
    ),
    "2": (ReplyField("houses", "보유한 주택", "text"), NOTE),
    "3": (
        ReplyField("fixed_on", "확정일자", "date"),
        ReplyField("deposits", "같은 주택 다른 임차인의 보증금(원, 쉼표 없이 ;로 나눔)", "amounts"),
        NOTE,
    ),
    "4": (ReplyField("deals", "거래·해제 신고", "text"), NOTE),
    "5": (
        ReplyField("contract_on", "최초 계약일", "date"),
        ReplyField("deposit", "보증금(원)", "won"),
        ReplyField("rent", "월세(원)", "won"),
        NOTE,
    ),
    "6": (UNPAID, NOTE),
    "7": (UNPAID, ReplyField("seized", "체납에 따른 압류", "truth"), NOTE),
    "8": (UNPAID, NOTE),
    "9": (ReplyField("earliest_on", "최선순위 담보물권 취득일", "date"), ReplyField("secured", "채권최고액(원)", "won"), NOTE),
    "10": (ReplyField("opened", "수사 개시", "truth"), ReplyField("disposed", "처분 결과", "text"), NOTE),
    "11": (
        ReplyField("holder", "가입한 사람", "choice", HOLDERS),
        ReplyField("policy_state", "상태", "choice", GUARANTEE_STATE.options),
        ReplyField("covered", "보증금액(원)", "won"),
        ReplyField("policy_no", "보증서 번호", "text"),
        NOTE,
    ),
    "12": (ReplyField("registered", "임대주택 등록", "text"), NOTE),
    "13-1": (ReplyField("registered", "개설등록", "text"), NOTE),
    "13-2": (ReplyField("bankrupt_on", "파산선고일", "date"), ReplyField("rehabilitated_on", "회생절차 개시결정일", "date"), NOTE),
    "13-3": (ReplyField("debts", "채무", "text"), NOTE),
    "13-4": (ReplyField("disposed", "처분", "text"), NOTE),
    "13-5": (ReplyField("disposed", "징계", "text"), NOTE),
    "credit": (NOTE,),
}


def fields_read(item: str, given: Mapping[str, Any]) -> dict[str, JsonValue]:
    """The values of one row by the names of the machine form; what was left empty is absent. Raises Refusal BAD_VALUE with the head."""
    found: dict[str, JsonValue] = {}
    for field in FIELDS[item]:
        raw = given.get(field.name, given.get(field.title))
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            continue
        try:
            found[field.name] = _READ[field.kind](field, raw)
        except ValueError:
            raise Refusal("BAD_VALUE", f"‘{field.title}’: {HOW[field.kind]}", field.name, "S1-INV-03") from None
    return found


def _text(field: ReplyField, raw: Any) -> str:
    text = str(raw).strip()
    if len(text) > LONGEST:
        raise ValueError
    return text


def _won(field: ReplyField, raw: Any) -> int:
    if isinstance(raw, bool):
        raise ValueError
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = str(raw).strip().replace(",", "").removesuffix("원").strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= 15):
        raise ValueError
    return int(text)


def _amounts(field: ReplyField, raw: Any) -> JsonValue:
    parts = raw if isinstance(raw, list) else [part for part in str(raw).split(";") if part.strip()]
    return [_won(field, part) for part in parts]


def _date(field: ReplyField, raw: Any) -> str:
    if isinstance(raw, dt.datetime):
        raw = raw.date()
    if isinstance(raw, dt.date):
        return raw.isoformat()
    match = DAY.fullmatch(str(raw).strip().replace(" ", ""))
    if match is None:
        raise ValueError
    return dt.date(*(int(part) for part in match.groups())).isoformat()


def _truth(field: ReplyField, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().lower()
    if word not in TRUTHS:
        raise ValueError
    return TRUTHS[word]


def _choice(field: ReplyField, raw: Any) -> str:
    word = str(raw).strip()
    for code, title in field.options:
        if word in (code, title):
            return code
    raise ValueError


_READ: Mapping[Kind, Callable[[ReplyField, Any], JsonValue]] = {
    "text": _text, "won": _won, "amounts": _amounts, "date": _date, "truth": _truth, "choice": _choice,
}  # fmt: skip
HOW: Mapping[Kind, str] = {
    "text": f"{LONGEST:,}자까지 적습니다.",
    "won": "0 이상의 원 단위 숫자로 적습니다.",
    "amounts": "원 단위 숫자를 ;로 나누어 적습니다.",
    "date": "달력에 있는 날짜로 적습니다. 예: 2026-11-20",
    "truth": "예 또는 아니오로 적습니다.",
    "choice": "정해진 말 가운데 하나로 적습니다.",
}


# what a row proposes

PROVIDER_OF = {"HUG": "hug", "HF": "hf", "SGI": "sgi"}
IN_REGISTER = frozenset({"auction_entry_on", "earliest_security_on"})
"""Facts that the land register shows too: bulk acceptance asks for it as the third word."""


def proposals(item: str, agency: str, said: Values, known: Values) -> dict[str, JsonValue]:
    """Fact codes and the values that a row speaks for, in the order in which facts are recorded. `known`: what stands on file.

    Empty where the item informs a judgement only (R4, X3). Values that no fact could keep are left out.
    """
    makers: Mapping[str, Callable[[str, Values, Values], Mapping[str, JsonValue]]] = {
        "1": _of_sale, "3": _of_fixed_dates, "5": _of_lease_report, "7": _of_taxes, "9": _of_securities, "11": _of_guarantees,
        "13-2": _of_insolvency,
    }  # fmt: skip
    made = makers[item](agency, said, known) if item in makers else {}
    kept: dict[str, JsonValue] = {}
    for code in FACTS:
        if code in made:
            try:
                kept[code] = checked(code, made[code])
            except Refusal:
                continue
    return kept


def _of_sale(agency: str, said: Values, known: Values) -> dict[str, JsonValue]:
    names = {
        "document": "completion_document",
        "closed_on": "sale_completed_on",
        "paid_on": "price_paid_on",
        "entered_on": "auction_entry_on",
    }
    made: dict[str, JsonValue] = {code: said[name] for name, code in names.items() if name in said}
    if said.get("sale") == "none":
        own = "auction_commenced" if agency == "COURT" else "public_sale_commenced"
        return made | _events(known, {own: False})
    if "sale" in said:
        return made | _events(known, {f"{said['sale']}_commenced": True})
    return made


def _of_fixed_dates(agency: str, said: Values, known: Values) -> dict[str, JsonValue]:
    names = {"fixed_on": "fixed_date_on", "deposits": "other_tenants_deposits"}
    return {code: said[name] for name, code in names.items() if name in said}


def _of_lease_report(agency: str, said: Values, known: Values) -> dict[str, JsonValue]:
    names = {"contract_on": "first_contract_date", "deposit": "deposit_current", "rent": "monthly_rent"}
    return {code: said[name] for name, code in names.items() if name in said}


def _of_taxes(agency: str, said: Values, known: Values) -> dict[str, JsonValue]:
    if "seized" not in said:
        return {}
    return _events(known, {"national_tax_seizure" if agency == "NTS" else "local_tax_seizure": said["seized"]})


def _of_securities(agency: str, said: Values, known: Values) -> dict[str, JsonValue]:
    return {"earliest_security_on": said["earliest_on"]} if "earliest_on" in said else {}


def _of_insolvency(agency: str, said: Values, known: Values) -> dict[str, JsonValue]:
    opened = {"bankrupt_on": "bankruptcy_opened", "rehabilitated_on": "rehabilitation_opened"}
    return _events(known, {code: True for name, code in opened.items() if name in said})


def _of_guarantees(agency: str, said: Values, known: Values) -> dict[str, JsonValue]:
    if not {"holder", "policy_state"} <= said.keys():
        return {}
    provider = PROVIDER_OF[agency]
    others = [row for row in _rows(known) if (row["provider"], row["holder"]) != (provider, said["holder"])]
    row = {"provider": provider, "holder": said["holder"], "state": said["policy_state"], "amount": said.get("covered")}
    return {"guarantees": [*others, row]}


def when_there_is_none(item: str, agency: str, known: Values, answered: Sequence[str]) -> dict[str, JsonValue]:
    """What a reply «해당없음» speaks for. `answered`: agencies that have replied on this item for this case, this one included.

    That one guarantor has no guarantee says nothing of the others: the list is complete only when all three were heard.
    """
    if item != "11" or not set(PROVIDER_OF) <= set(answered):
        return {}
    rows: JsonValue = [row for row in _rows(known) if row["provider"] != PROVIDER_OF[agency]]
    return {"guarantees": rows}


def _rows(known: Values) -> list[Any]:
    stands = known.get("guarantees")
    return list(stands) if isinstance(stands, list) else []


def _events(known: Values, told: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """What stands on file with what was told; nothing where that changes nothing."""
    stands = known.get("events")
    before: dict[str, Any] = dict(stands) if isinstance(stands, Mapping) else {code: None for code, _ in FACTS["events"].options}
    after: dict[str, Any] = {**before, **told}
    return {"events": after} if told and (after != before or not isinstance(stands, Mapping)) else {}


def evidence_of(request_no: str, agency: str, office: str, item: str, said: Values) -> str:
    """How the fact names its evidence: who replied to which request, with what makes it proof. At most 200 characters."""
    proof = [f"{field.title} {said[field.name]}" for field in FIELDS[item] if field.kind == "date" and field.name in said]
    head = f"{office or AGENCIES[agency].name} 회신 {request_no}"
    return f"{head} ({', '.join(proof)})"[:200] if proof else head[:200]


def in_words(item: str, said: Values) -> list[tuple[str, str]]:
    """Head and value of what an agency said, as people read it."""
    lines = []
    for field in FIELDS[item]:
        if field.name not in said:
            continue
        value = said[field.name]
        lines.append((field.title, _worded(field, value)))
    return lines


def _worded(field: ReplyField, value: JsonValue) -> str:
    if field.kind == "choice":
        return dict(field.options).get(str(value), str(value))
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        return "; ".join(f"{each:,}" if isinstance(each, int) else str(each) for each in value) or "없음"
    return str(value)
