"""The allow-list of a person's case page (S1-RES-01): which steps are shown, in which words, and nothing else.

Before dispatch no finding, opinion, class, vote or official's name may stand there. A step that is not listed here is not shown;
of a message only the step, its days and the keys of `CONTENT` are kept. A test compares the rendered page with these lists.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

STAGES = ("신청", "접수", "조사", "심의", "결정", "송달")


@dataclass(frozen=True)
class ShownStep:
    """`stage`: place in STAGES, from 1. `clock`: which period its last day belongs to. `waits`: what happens if I do nothing."""

    title: str
    stage: int
    clock: str = ""
    waits: str = ""


INVESTIGATING = "지금 하실 일은 없습니다. 시·도가 이날까지 조사합니다."
NOTHING_TO_DO = "지금 하실 일은 없습니다. 다음 단계로 넘어가면 이 화면에 알려 드립니다."
COMMITTEE = "지금 하실 일은 없습니다. 위원회가 이날까지 심의합니다."
LETTER_SENT = "결정문을 확인해 주십시오. 결정문이 도착하면 이의신청을 할 수 있는 마지막 날을 이 화면에 알려 드립니다."
OBJECTION = "결정에 이의가 없으면 하실 일은 없습니다. 이날까지 이의신청을 하지 않으면 이의신청을 할 수 없게 됩니다."
AT_REST = "진행 중인 절차가 없습니다."

STEPS: Mapping[str, ShownStep] = {
    "filed": ShownStep("신청서를 제출했습니다", 1, "INVESTIGATION", INVESTIGATING),
    "acknowledged": ShownStep("담당 기관에 전달되었습니다", 2, "INVESTIGATION", INVESTIGATING),
    "confirm_receipt": ShownStep("접수됨", 2, "INVESTIGATION", INVESTIGATING),
    "open_file": ShownStep("조사 중", 3, "INVESTIGATION", INVESTIGATING),
    "send": ShownStep("조사를 마치고 국토교통부로 보냈습니다", 4, waits=NOTHING_TO_DO),
    "table": ShownStep("위원회 심의 중", 4, "COMMITTEE", COMMITTEE),
    "resolve": ShownStep("심의 완료, 결정 처리 중", 5, waits=NOTHING_TO_DO),
    "dispatch": ShownStep("결정문을 보냈습니다", 6, waits=LETTER_SENT),
    "serve": ShownStep("결정문이 도착했습니다", 6, "OBJECTION", OBJECTION),
    "become_final": ShownStep("이의신청 기간이 지났습니다", 6, waits=AT_REST),
    "move_investigation": ShownStep("조사 기한이 바뀌었습니다", 3, "INVESTIGATION", INVESTIGATING),
    "move_committee": ShownStep("위원회 심의 기한이 바뀌었습니다", 4, "COMMITTEE", COMMITTEE),
    "move_objection": ShownStep("이의신청 기한이 늘어났습니다", 6, "OBJECTION", OBJECTION),
    "withdrawal_sent": ShownStep("취하서를 제출했습니다", 1, waits="지금 하실 일은 없습니다. 담당 기관이 취하를 처리합니다."),
    "withdraw": ShownStep("취하되었습니다", 1, waits="진행 중인 절차가 없습니다. 다시 신청할 수 있습니다."),
    "withdraw_late": ShownStep("이미 결정되어 취하할 수 없습니다", 6),
}
MOVES = frozenset({"move_investigation", "move_committee", "move_objection"})  # a date changed, the case stands where it stood
SIDEWAYS = MOVES | {"withdrawal_sent", "withdraw", "withdraw_late"}  # say nothing about how far the case is

# Of a message's content the timeline keeps these keys and no other.
CONTENT: Mapping[str, tuple[str, ...]] = {"acknowledged": ("register_no", "handled_by_name"), "dispatch": ("decision_no",)}


def kept_content(step: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """What of a message may be kept for the person's timeline."""
    return {key: content[key] for key in CONTENT.get(step, ()) if key in content}


# Why a hidden value was looked at, in the words in which the official chose it (intake/forms.py), and audits; a page's name says nothing.
PURPOSES: Mapping[str, str] = {
    "": "사건 처리",
    "identity_check": "본인 확인",
    "contact": "신청인에게 연락",
    "agency_query": "관계 기관 조회",
    "service": "결정문 송달",
    "audit": "감사",
}
OTHER_PURPOSE = "업무 처리"

FIXED_TEXTS = frozenset(
    """나의 사건
진행 단계
완료
현재 단계
접수번호
접수일시
접수대장 번호
담당 기관
지금 상태
다음 날짜
아무것도 하지 않으면
정해진 다음 날짜가 없습니다.
결정문
결정문 보기(PDF)
결정문은 발송한 때부터 이곳에서 볼 수 있습니다. 이곳에서 보는 것은 송달이 아닙니다.
요건과 자료
법에서 보는 요건과 근거 조문, 신청서에 적은 내용, 더 낼 수 있는 자료를 요건마다 모았습니다.
요건과 낼 수 있는 자료 보기
진행 기록
제출한 내용
제출한 신청서 내려받기(PDF)
누가 내 자료를 보았나
기관, 시각(시간 단위), 목적을 적습니다. 담당자의 이름은 적지 않습니다.
아직 열람한 기관이 없습니다.
열람 기록
때
기관
목적
횟수
취하
결정하기 전까지 신청을 취하할 수 있습니다. 취하한 뒤에도 다시 신청할 수 있습니다(행정절차법 제17조제8항).
신청 취하하기
정보 없음
오늘까지입니다""".splitlines()
)
PATTERNS = (
    r"\d단계",
    r"D[-+]\d+|D-Day",
    r"\d+일 남았습니다|기한이 \d+일 지났습니다",
    r"\d{4}\. \d{1,2}\. \d{1,2}\.\([월화수목금토일]\)( \d{2}:\d{2})?",
    r"\d{4}\. \d{1,2}\. \d{1,2}\.\([월화수목금토일]\) \d{1,2}시",
    r"기한 \d{4}\. \d{1,2}\. \d{1,2}\.\([월화수목금토일]\)",
    r"이의신청 마지막 날 \d{4}\. \d{1,2}\. \d{1,2}\.\([월화수목금토일]\)",
    r"\d+회",
)


CHECKLIST_TEXTS = frozenset(
    """요건과 낼 수 있는 자료
법에서 보는 요건을 쉬운 말로 적었습니다. 판단은 조사와 심의를 마친 뒤에 하며, 결과는 결정문으로 알려 드립니다.
자료를 내는 방법
이 화면에서는 아직 자료를 올릴 수 없습니다. 더 낼 자료가 있으면 접수번호를 적어 담당 기관에 냅니다. 아래 자료를 모두 내야 하는 것은 아닙니다.
신청서에 적은 내용
신청서에서 묻지 않은 내용입니다. 담당 기관이 조사합니다.
더 낼 수 있는 자료
더 낼 자료가 없습니다. 접수한 날은 이미 기록되어 있습니다.
나의 사건으로 돌아가기""".splitlines()
)
CHECKLIST_PATTERNS = (
    r"조문은 \d{4}\. \d{1,2}\. \d{1,2}\.\([월화수목금토일]\)에 시행 중인 것입니다\. 결정할 때 시행 중인 법령에 따라 판단합니다\.",
)
"""Of the page of requirements before dispatch; the rest is the law's and the person's own (mycase/checklist.py)."""


def fixed_texts() -> Iterator[str]:
    """All texts that may stand on the page for anybody."""
    yield from FIXED_TEXTS
    yield from STAGES
    yield from PURPOSES.values()
    yield OTHER_PURPOSE
    for step in STEPS.values():
        yield step.title
        yield step.waits
