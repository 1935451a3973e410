"""One case: the class alone, and the class with every reason and the receipt. Beside it the bare reading of the facts.

The peer (`design` target: 350 µs for a smaller rule without explanation) is OpenFisca on one case; it needs an environment of
its own and is not part of the run.
"""

import datetime as dt
import json
import time
from collections.abc import Callable

from bench.result import Figure, Result, median, shares
from teojeon.law import receipt, victims
from teojeon.law.book import LawBook
from teojeon.law.language import rules

TITLE = "한 사건의 판단"
ON = dt.date(2026, 12, 16)
ROUNDS = 2000
FACTS = json.loads(
    """{"received_on":"2026-11-20","natural_person":true,"landlord_side":false,"residential":true,
    "first_contract_on":"2023-04-03","deposit":500000001,"cap_uplift":null,"lessor_authorised":true,"handover":"done",
    "move_in_reported":true,"fixed_date_obtained":true,"occupying_at_reference":true,"leasehold_registered":false,
    "jeonse_right_registered":false,"insolvency_events":["auction_commenced"],"victim_count":5,"sale_completed_on":false,
    "intent_found":true,"guarantees":[{"amount":150000000,"state":"valid"}],"small_deposit_right":true,
    "region_class":"seoul","has_security_right":true,"earliest_security_on":"2022-08-01","house_value":300000000,
    "other_tenants_deposits":[120000000,45000000],"self_recovery_found":false}"""
)


def run(runs: int) -> Result:
    """Median microseconds of one case, warm."""
    book = LawBook.shipped()
    known = victims.read(FACTS, ON, book)

    def per_case(act: Callable[[], object]) -> float:
        act()
        return median(lambda: _microseconds(act), runs)

    parts = {
        "사실 읽기": per_case(lambda: victims.read(FACTS, ON, book)),
        "등급·가능한 결과·빠진 요건": per_case(lambda: victims.conclude_read(known, ON, book)),
        "이유와 영수증까지": per_case(lambda: victims.assess(FACTS, ON, book)),
        "답의 JSON까지": per_case(lambda: json.dumps(victims.assess(FACTS, ON, book).as_dict(), ensure_ascii=False)),
    }
    made, prepared = victims.assess(FACTS, ON, book), rules.ready(victims.VICTIM.requirements, ON, book)
    inside = {
        "사실 읽기": parts["사실 읽기"],
        "요건의 나무": per_case(lambda: rules.assess(prepared, known)),
        "영수증의 해시": per_case(lambda: receipt.is_intact(made.receipt)),
    }
    rest = max(parts["이유와 영수증까지"] - sum(inside.values()), 0.0)
    return Result(
        [
            Figure("등급·possible·missing(읽은 사실에서)", parts["등급·가능한 결과·빠진 요건"], "µs", 60, at_most=True),
            Figure("이유와 영수증까지(JSON 사실에서)", parts["이유와 영수증까지"], "µs", 300, at_most=True),
            Figure("답의 JSON까지", parts["답의 JSON까지"], "µs"),
            Figure("바닥: 사실을 읽고 검사하기", parts["사실 읽기"], "µs"),
        ],
        shares({**inside, "영수증의 나머지": rest}),
    )


def _microseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in range(ROUNDS):
        act()
    return (time.perf_counter() - start) / ROUNDS * 1e6
