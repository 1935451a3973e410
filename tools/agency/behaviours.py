"""How a simulated agency answers. All data is invented; nothing is looked up anywhere."""

import json
from collections.abc import Callable, Mapping
from typing import Any

Request = Mapping[str, Any]
REASON = "개별 법률에 제공을 금지하는 규정이 있어 제공할 수 없습니다."

INVENTED: dict[str, dict[str, Any]] = {
    "1": {"sale": "auction", "entered_on": "2026-03-16", "note": "경매개시결정의 등기가 되었음"},
    "2": {"houses": "다세대주택 12호"},
    "3": {"fixed_on": "2023-04-03", "deposits": [120_000_000, 145_000_000]},
    "4": {"deals": "거래신고 2건, 해제신고 없음"},
    "5": {"contract_on": "2023-04-03", "deposit": 180_000_000, "rent": 0},
    "6": {"unpaid": 0},
    "7": {"unpaid": 32_500_000, "seized": True},
    "8": {"unpaid": 4_120_000},
    "9": {"earliest_on": "2021-07-15", "secured": 260_000_000},
    "10": {"opened": True, "note": "임대인에 대한 수사가 개시되었음"},
    "11": {"holder": "tenant", "policy_state": "valid", "covered": 200_000_000, "policy_no": "000-2023-000001"},
    "12": {"registered": "등록 임대주택 아님"},
    "13-1": {"registered": "개설등록 유효"},
    "13-2": {"note": "파산선고와 회생절차 개시결정 없음"},
    "13-3": {"debts": "채무 없음"},
    "13-4": {"disposed": "처분 없음"},
    "13-5": {"disposed": "징계 없음"},
}
"""What the agency says of every subject, by item of §13③."""


def answered(request: Request) -> bytes:
    """Invented data for every subject."""
    fields = INVENTED.get(str(request["item"]), {"note": "해당 자료를 확인하였음"})
    rows = [{"ref": subject["ref"], "fields": fields} for subject in request["subjects"]]
    return _reply(request, "answered", rows=rows)


def refused(request: Request, reason: str = REASON) -> bytes:
    """A refusal; without a reason it is none that the law knows."""
    return _reply(request, "refused", reason=reason)


def nonsense(request: Request) -> bytes:
    """What a broken programme sends: neither JSON nor a table."""
    return b"\x00\xff<html>502 Bad Gateway</html>" + str(request["request_no"]).encode()


def _reply(request: Request, state: str, *, reason: str = "", rows: list[dict[str, Any]] | None = None) -> bytes:
    said = {"form": "teojeon-reply/1", "request_no": request["request_no"], "state": state, "reason": reason, "rows": rows or []}
    return json.dumps(said, ensure_ascii=False).encode()


CONTENT: dict[str, Callable[[Request], bytes]] = {
    "answers": answered,
    "delays": answered,
    "refuses": refused,
    "nonsense": nonsense,
    "wrong-key": answered,
}
BEHAVIOURS = (*CONTENT, "dies")
