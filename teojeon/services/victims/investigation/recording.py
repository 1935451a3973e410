"""Recording of facts: one, several, or those that could not be found out (S1-INV-01, S1-INV-06, S1-ASM-01)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.masking import mask_free_text
from teojeon.kernel.work.refusals import Refusal, stale
from teojeon.services.victims.assessment.assess import matter_of, newest_facts
from teojeon.services.victims.assessment.facts import FACTS, MANDATORY, JsonValue, checked
from teojeon.services.victims.assessment.reassess import note_change
from teojeon.services.victims.case.procedure import ADDITIONAL
from teojeon.services.victims.investigation.fact_rules import refusal_of_fact
from teojeon.services.victims.investigation.investigator import acting, only_the_investigator
from teojeon.services.victims.investigation.models import CONFIDENCES, SOURCES, Fact
from teojeon.services.victims.linkage.queries import refusal_of_count

NOTE_LIMIT, EVIDENCE_LIMIT = 1000, 200
RECORDING = ("INVESTIGATING", ADDITIONAL)
"""States in which the investigator records facts."""


def _fact_fits(case: Case, **data: Any) -> Refusal | None:
    if case.state not in RECORDING:
        return Refusal("ILLEGAL_TRANSITION", "조사 중인 사건에만 사실을 적을 수 있습니다.", source="S1-INV-01")
    if refusal := only_the_investigator(case):
        return refusal
    if not data:
        return None
    return _content_refusal(newest_facts(case.pk), **data) or refusal_of_count(case, data["code"], data["value"], data["note"])


def _content_refusal(
    facts: Mapping[str, Fact],
    code: str,
    value: JsonValue,
    source: str,
    evidence: str,
    as_of: dt.date,
    note: str,
    seen: int,
    confidence: str = "",
) -> Refusal | None:
    try:
        kept = checked(code, value)
    except Refusal as refusal:
        return refusal
    newest = facts.get(code)
    if (newest.number if newest else 0) != seen:
        mine = {"value": value, "source": source, "evidence": evidence, "as_of": as_of, "note": note}
        return stale(mine, fact_as_dict(newest) if newest else {})
    if source not in dict(SOURCES):
        return Refusal("BAD_VALUE", "출처를 목록에서 고릅니다.", "source", "S1-INV-01")
    if confidence not in ("", *dict(CONFIDENCES)):
        return Refusal("BAD_VALUE", "확인의 정도를 목록에서 고릅니다.", "confidence", "S1-INV-01")
    if value is not None and not evidence.strip():
        return Refusal(
            "EVIDENCE_MISSING",
            "값을 적으려면 증거 자료를 하나 이상 적습니다. 증거가 없으면 ‘모름’으로 두고 이유를 적습니다.",
            "evidence",
            "S1-ASM-01",
        )
    if value is None and not note.strip():
        return Refusal("NOTE_MISSING", "모르는 까닭과 확인할 방법을 비고에 적습니다.", "note", "S1-INV-06")
    if as_of > clock.business_today():
        return Refusal("BAD_DATE", "기준일은 오늘이나 그 전으로 적습니다.", "as_of", "S1-INV-01")
    if len(evidence) > EVIDENCE_LIMIT or len(note) > NOTE_LIMIT:
        return Refusal("TOO_LONG", f"증거는 {EVIDENCE_LIMIT}자, 비고는 {NOTE_LIMIT:,}자까지 적습니다.", "note", "S1-XCT-03")
    return refusal_of_fact(code, kept, evidence, note, facts)


@case_action("victims.record_fact", "사실 기록", box="P-INV", guard=_fact_fits)
def record_fact(
    case: Case,
    *,
    event: UUID,
    code: str,
    value: JsonValue,
    source: str,
    evidence: str,
    as_of: dt.date,
    note: str,
    seen: int,
    confidence: str = "",
) -> Effect:
    """Adds a row; earlier rows stay. `seen`: number of the row the writer looked at (0 = none): a newer one stops the act.

    `confidence`: how sure the writer is, a code of CONFIDENCES or empty. A resident number in evidence or note is masked; the answer
    says whether there was one.
    """
    given = {"code": code, "value": value, "source": source, "evidence": evidence, "as_of": as_of, "note": note, "seen": seen}
    given["confidence"] = confidence
    masked = _add(case, [given], event)
    return Effect(answer={"number": seen + 1, "masked": masked}, content={"fact": code, "number": seen + 1})


def _facts_fit(case: Case, **data: Any) -> Refusal | None:
    """Each row as if those before it stood on file already; a refusal names its fact."""
    if refusal := _fact_fits(case):
        return refusal
    if not data:
        return None
    if not data["rows"]:
        return Refusal("MISSING_VALUE", "적을 사실을 하나 이상 적습니다.", "rows", "S1-INV-01")
    facts = dict(newest_facts(case.pk))
    for row in data["rows"]:
        if refusal := _content_refusal(facts, **row):
            return replace(refusal, message=f"{_title(row['code'])} — {refusal.message}", field=f"{row['code']}-{refusal.field}")
        facts[row["code"]] = Fact(code=row["code"], value=checked(row["code"], row["value"]), number=row["seen"] + 1)
    return None


def _title(code: str) -> str:
    return FACTS[code].title if code in FACTS else code


@case_action("victims.record_facts", "여러 사실 기록", box="P-INV", guard=_facts_fit)
def record_facts(case: Case, *, event: UUID, rows: list[dict[str, Any]]) -> Effect:
    """Adds several rows in their order, each with its own evidence; all or nothing. Keys of a row: those of `record_fact`,
    `confidence` where there is one."""
    masked = _add(case, rows, event)
    return Effect(answer={"count": len(rows), "masked": masked}, content={"count": len(rows)})


def _add(case: Case, rows: list[dict[str, Any]], event: UUID) -> bool:
    """Writes the rows and runs the assessment again. Whether something had to be masked."""
    before, was_masked, made = matter_of(case), False, []
    after = before
    for row in rows:
        kept = checked(row["code"], row["value"])
        evidence, in_evidence = mask_free_text(row["evidence"].strip())
        note, in_note = mask_free_text(row["note"].strip())
        was_masked = was_masked or in_evidence or in_note
        made.append(
            Fact(
                **belonging(case), code=row["code"], number=row["seen"] + 1, value=kept, source=row["source"], evidence=evidence,
                as_of=row["as_of"], note=note, confidence=row.get("confidence", ""), author=acting(), at=clock.business_now(),
                event=event,
            )
        )  # fmt: skip
        after = after.with_value(row["code"], kept)
    Fact.objects.bulk_create(made)
    codes = [row["code"] for row in rows]
    if "sido" in codes:
        after = matter_of(case)  # another 시·도 has other resolutions
    note_change(before, after, trigger="fact", subject=",".join(codes), event=event)
    return was_masked


def not_recorded(case: Case) -> tuple[str, ...]:
    """Codes of the facts that a report needs and that nobody recorded, as known or unknown."""
    recorded = newest_facts(case.pk)
    return tuple(code for code in MANDATORY if code not in recorded)


def _unknowns_fit(case: Case, **data: Any) -> Refusal | None:
    if refusal := _fact_fits(case):
        return refusal
    if not not_recorded(case):
        return Refusal("NOTHING_TO_RECORD", "적지 않은 사실이 없습니다.", "codes", "S1-INV-06")
    if not data:
        return None
    codes, note = data["codes"], data["note"]
    if not codes or set(codes) - set(not_recorded(case)):
        return Refusal("BAD_VALUE", "아직 적지 않은 사실 가운데에서 고릅니다.", "codes", "S1-INV-06")
    if not note.strip():
        return Refusal("NOTE_MISSING", "모르는 까닭과 확인할 방법을 비고에 적습니다.", "note", "S1-INV-06")
    if len(note) > NOTE_LIMIT:
        return Refusal("TOO_LONG", f"비고는 {NOTE_LIMIT:,}자까지 적습니다.", "note", "S1-XCT-03")
    return None


@case_action("victims.record_unknowns", "모르는 사실 기록", box="P-INV", guard=_unknowns_fit)
def record_unknowns(case: Case, *, event: UUID, codes: list[str], source: str, note: str) -> Effect:
    """Records facts that could not be found out, with one note for all of them. What is on file already is left as it is."""
    masked_note, was_masked = mask_free_text(note.strip())
    now, today = clock.business_now(), clock.business_today()
    Fact.objects.bulk_create(
        Fact(
            **belonging(case), code=code, number=1, value=None, source=source, evidence="", as_of=today, note=masked_note,
            author=acting(), at=now, event=event,
        )
        for code in codes
    )  # fmt: skip
    return Effect(answer={"masked": was_masked, "count": len(codes)}, content={"count": len(codes)})


def fact_as_dict(fact: Fact) -> dict[str, Any]:
    """One row as pages compare it."""
    return {
        "number": fact.number,
        "value": fact.value,
        "source": fact.source,
        "evidence": fact.evidence,
        "as_of": fact.as_of,
        "note": fact.note,
    }
