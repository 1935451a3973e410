"""The allow-list of a person's case page (S1-RES-01): which steps are shown, in which words, and nothing else.

Before dispatch no finding, opinion, class, vote or official's name may stand there. A step that is not listed here is not shown;
of a message only the step, its days and the keys of `CONTENT` are kept. A test compares the rendered page with these lists.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from teojeon.services.victims.progress.clock import BALLS

STAGES = ("신청", "접수", "조사", "심의", "결정", "송달")


@dataclass(frozen=True)
class ShownStep:
    """`stage`: place in STAGES, from 1. `clock`: which period its last day belongs to. `waits`: what happens if I do nothing."""

    title: str
    stage: int
    clock: str = ""
    waits: str = ""


SUPPLEMENT = (
    "보완 요구를 열어 답해 주십시오. 기한이 지나면 담당 기관이 가진 자료로 진행하거나 이유를 밝혀 신청을 돌려보낼 수 있습니다."
)
RETURNED = "진행 중인 절차가 없습니다. 자료를 갖추어 다시 신청할 수 있습니다."
INVESTIGATING = "지금 하실 일은 없습니다. 시·도가 이날까지 조사합니다."
NOTHING_TO_DO = "지금 하실 일은 없습니다. 다음 단계로 넘어가면 이 화면에 알려 드립니다."
COMMITTEE = "지금 하실 일은 없습니다. 위원회가 이날까지 심의합니다."
INVESTIGATED_AGAIN = "지금 하실 일은 없습니다. 심의에 필요한 점을 시·도가 더 조사합니다."
COMMITTEE_WAITS = "지금 하실 일은 없습니다. 심의에 필요한 점을 시·도가 더 조사합니다. 위원회의 심의 기한은 늘어나지 않습니다."
LETTER_SENT = "결정문을 확인해 주십시오. 결정문이 도착하면 이의신청을 할 수 있는 마지막 날을 이 화면에 알려 드립니다."
OBJECTION = "결정에 이의가 없으면 하실 일은 없습니다. 이날까지 이의신청을 하지 않으면 이의신청을 할 수 없게 됩니다."
AT_REST = "진행 중인 절차가 없습니다."
ASKED, NOT_ASKED = "제출해 주셔야 합니다", "하실 일이 없습니다"

STEPS: Mapping[str, ShownStep] = {
    "filed": ShownStep("신청서를 제출했습니다", 1, "INVESTIGATION", INVESTIGATING),
    "acknowledged": ShownStep("담당 기관에 전달되었습니다", 2, "INVESTIGATION", INVESTIGATING),
    "confirm_receipt": ShownStep("접수됨", 2, "INVESTIGATION", INVESTIGATING),
    "open_file": ShownStep("조사 중", 3, "INVESTIGATION", INVESTIGATING),
    "send": ShownStep("조사를 마치고 국토교통부로 보냈습니다", 4, waits=NOTHING_TO_DO),
    "table": ShownStep("위원회 심의 중", 4, "COMMITTEE", COMMITTEE),
    "order_investigation": ShownStep("추가로 조사합니다", 4, waits=INVESTIGATED_AGAIN),
    "order_investigation_tabled": ShownStep("심의하면서 추가로 조사합니다", 4, "COMMITTEE", COMMITTEE_WAITS),
    "send_addendum": ShownStep("추가조사를 마치고 국토교통부로 보냈습니다", 4, waits=NOTHING_TO_DO),
    "resume_item": ShownStep("추가조사를 마치고 위원회가 다시 심의합니다", 4, "COMMITTEE", COMMITTEE),
    "resolve": ShownStep("심의 완료, 결정 처리 중", 5, waits=NOTHING_TO_DO),
    "dispatch": ShownStep("결정문을 보냈습니다", 6, waits=LETTER_SENT),
    "serve": ShownStep("결정문이 도착했습니다", 6, "OBJECTION", OBJECTION),
    "become_final": ShownStep("이의신청 기간이 지났습니다", 6, waits=AT_REST),
    "move_investigation": ShownStep("조사 기한이 바뀌었습니다", 3, "INVESTIGATION", INVESTIGATING),
    "move_committee": ShownStep("위원회 심의 기한이 바뀌었습니다", 4, "COMMITTEE", COMMITTEE),
    "move_objection": ShownStep("이의신청 기한이 늘어났습니다", 6, "OBJECTION", OBJECTION),
    "transfer": ShownStep("다른 시·도로 보냈습니다", 2, "INVESTIGATION", INVESTIGATING),
    "demand_supplement": ShownStep("보완을 요구했습니다", 3, "SUPPLEMENT", SUPPLEMENT),
    "demand_arrived": ShownStep("보완 요구가 도달했습니다", 3, "SUPPLEMENT", SUPPLEMENT),
    "demand_reminded": ShownStep("보완을 한 번 더 요구했습니다", 3, "SUPPLEMENT", SUPPLEMENT),
    "supplement_sent": ShownStep("보완한 내용을 보냈습니다", 3, "INVESTIGATION", NOTHING_TO_DO),
    "answer_supplement": ShownStep("보완한 내용이 도착했습니다", 3, "INVESTIGATION", INVESTIGATING),
    "supplement_partly": ShownStep("보완한 내용이 도착했습니다. 다른 보완 요구가 남아 있습니다", 3, "SUPPLEMENT", SUPPLEMENT),
    "supplement_kept": ShownStep("기한 뒤에 보낸 보완을 받았습니다", 3, "INVESTIGATION", INVESTIGATING),
    "supplement_too_late": ShownStep("신청을 돌려보낸 뒤에 보완이 도착했습니다", 3, waits=RETURNED),
    "continue_on_file": ShownStep("보완 없이 진행합니다", 3, "INVESTIGATION", INVESTIGATING),
    "more_time_sent": ShownStep("보완 기한을 늘려 달라고 요청했습니다", 3, "SUPPLEMENT", SUPPLEMENT),
    "more_time_asked": ShownStep("보완 기한 연장 요청을 받았습니다", 3, "SUPPLEMENT", SUPPLEMENT),
    "more_time": ShownStep("보완 기한을 늘렸습니다", 3, "SUPPLEMENT", SUPPLEMENT),
    "more_time_refused": ShownStep("보완 기한을 늘리지 않았습니다", 3, "SUPPLEMENT", SUPPLEMENT),
    "more_time_late": ShownStep("기한이 지나 보완 기한을 늘리지 못했습니다", 3, "SUPPLEMENT", SUPPLEMENT),
    "return_application": ShownStep("신청을 돌려보냈습니다", 3, waits=RETURNED),
    "undo_return": ShownStep("반려를 취소하고 계속 진행합니다", 3, "INVESTIGATION", INVESTIGATING),
    "treat_as_withdrawn": ShownStep("보완 요구를 전할 수 없어 취하한 것으로 처리했습니다", 3, waits=RETURNED),
    "move_supplement": ShownStep("보완 기한이 늘어났습니다", 3, "SUPPLEMENT", SUPPLEMENT),
    "silent": ShownStep("절차가 진행되고 있음을 알려 드립니다. 하실 일이 없습니다", 1),
    "reply": ShownStep("질문에 답변이 왔습니다", 1),
    "withdrawal_sent": ShownStep("취하서를 제출했습니다", 1, waits="지금 하실 일은 없습니다. 담당 기관이 취하를 처리합니다."),
    "withdraw": ShownStep("취하되었습니다", 1, waits="진행 중인 절차가 없습니다. 다시 신청할 수 있습니다."),
    "withdraw_late": ShownStep("이미 결정되어 취하할 수 없습니다", 6),
    "amendment_sent": ShownStep("신청 내용을 고쳐 제출했습니다", 1),
    "amended": ShownStep("고친 내용이 담당 기관에 도착했습니다", 1),
    "amendment_late": ShownStep("이미 결정되어 신청 내용을 고칠 수 없습니다", 6),
    "consent_changed": ShownStep("동의한 내용이 바뀌었습니다", 1),
    "people_changed": ShownStep("이 신청을 함께 처리하는 사람이 바뀌었습니다", 1),
    "papers_sent": ShownStep("서류를 더 냈습니다", 1),
    "actor_changed": ShownStep("담당 기관이 신청을 처리할 사람을 바꾸었습니다", 1),
}
# who acts or what was consented to changed, the case stands where it stood
BESIDE = frozenset({"silent", "reply", "papers_sent", "consent_changed", "people_changed", "actor_changed"})
MOVES = (
    frozenset({"move_investigation", "move_committee", "move_objection", "move_supplement"}) | BESIDE
)  # a date changed, likewise
SIDEWAYS = MOVES | {"withdrawal_sent", "withdraw", "withdraw_late"}  # say nothing about how far the case is

# Of a message's content the timeline keeps these keys and no other.
CONTENT: Mapping[str, tuple[str, ...]] = {
    "acknowledged": ("register_no", "handled_by_name"),
    "transfer": ("handled_by_name",),
    "dispatch": ("decision_no", "service"),
}


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
지금 처리하는 곳
신청인이 할 일
다음 단계
지난 날
예상
마지막으로 알려 드린 때
이 사이에 결정문을 보낼 것으로 예상합니다. 지난 90일 동안 같은 시·도에서 결정한 사건이 걸린 날로 셈한 것이며, 약속한 날이 아닙니다.
질문과 답변
궁금한 것을 담당 기관에 묻습니다. 근무일로 이틀 안에 답합니다. 보완 요구나 결정의 송달을 대신하지 않습니다.
질문하고 답변 읽기
결정문은 발송한 때부터 이곳에서 볼 수 있습니다. 전자송달에 동의하셔서 누리집에 저장된 때에 송달된 것입니다.
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
낸 서류
낸 서류와 전달된 상태를 보고, 결정하기 전까지 더 낼 수 있습니다.
낸 서류 보기와 더 내기
제출한 내용
제출한 신청서 내려받기(PDF)
제출한 내용을 파일로 내려받기(JSON)
지원을 위한 질문에 답하기(선택)
누가 내 자료를 보았나
기관, 시각(시간 단위), 목적을 적습니다. 담당자의 이름은 적지 않습니다.
아직 열람한 기관이 없습니다.
열람 기록
때
기관
목적
횟수
내용 고치기
결정하기 전까지 제출한 내용을 보태거나 고칠 수 있습니다.
내용 고치기와 고친 기록
취하
결정하기 전까지 신청을 취하할 수 있습니다. 취하한 뒤에도 다시 신청할 수 있습니다(행정절차법 제17조제8항).
신청 취하하기
동의와 함께 처리하는 사람
동의를 철회하거나 나중에 동의할 수 있고, 대리인이나 도우미를 초대하거나 바로 끝낼 수 있습니다.
동의와 철회
함께 처리하는 사람
보완 요구
필요합니다
보냈습니다
끝났습니다
보완 요구 확인하고 답하기
보완 요구 보기
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
    r"\d+일( \(기간에 넣지 않은 날 \d+일\))?",
    r"\d{4}\. \d{1,2}\. \d{1,2}\.\([월화수목금토일]\)부터 \d{4}\. \d{1,2}\. \d{1,2}\.\([월화수목금토일]\)까지",
)


CHECKLIST_TEXTS = frozenset(
    """요건과 낼 수 있는 자료
법에서 보는 요건을 쉬운 말로 적었습니다. 판단은 조사와 심의를 마친 뒤에 하며, 결과는 결정문으로 알려 드립니다.
자료를 내는 방법
아래 자료를 모두 내야 하는 것은 아닙니다. 더 낼 자료가 있으면 결정하기 전까지 누리집에서 올릴 수 있습니다.
서류 더 내기
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
    yield ASKED
    yield NOT_ASKED
    yield from BALLS.values()
    for step in STEPS.values():
        yield step.title
        yield step.waits
