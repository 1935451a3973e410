"""How the office's timeline names what happened: moves by the procedure, other acts by their own title."""

import datetime as dt

from teojeon.kernel.cases.deadlines import rules_of
from teojeon.kernel.cases.models import TimelineEntry
from teojeon.kernel.cases.moves import MOVED
from teojeon.services.victims.assessment.facts import ALL
from teojeon.services.victims.case.procedure import KIND, PROCEDURE
from teojeon.ui.formats import korean_date

OTHER_TITLES: dict[str, str] = {
    "victims.record_fact": "사실 기록",
    "victims.record_facts": "여러 사실 기록",
    "victims.record_unknowns": "모르는 사실 기록",
    "victims.log_method": "조사 방법 기록",
    "victims.review_again": "추가조사 뒤의 검토의견",
    "victims.record_finding": "위원회의 판단",
    "victims.reassess": "기준값이 바뀌어 요건을 다시 검토",
    "victims.table_again": "보류 안건 다시 상정",
    "victims.note_resolution": "취하된 사건의 의결 기록",
    "victims.draft_letter": "결정문 기안",
    "victims.dispatch": "결정문 발송",
    "victims.service_dispatch": "송달 발송",
    "victims.service_return": "반송",
    "victims.service_look_up": "주민등록지 조회",
    "victims.service_contact": "송달을 위한 연락 시도",
    "victims.service_notice": "공시송달 공고",
    "victims.amend": "신청 내용 변경",
    "victims.read_amendment": "변경 확인",
    "victims.read_amendment_agenda": "변경 확인(안건)",
    "victims.read_amendment_tabled": "변경 확인(간사)",
    "victims.add_question": "추가조사 물음 추가",
    "victims.add_question_tabled": "추가조사 물음 추가(간사)",
    "victims.draft_addendum": "추가조사 결과 작성",
    "victims.approve_addendum": "추가조사 결과 확정",
    "victims.return_addendum": "추가조사 결과 반려",
    "victims.send_addendum_tabled": "추가조사 결과 송부(상정한 안건)",
    "victims.notice_posted": "누리집에 공고를 게시함",
    "victims.notice_taken_off": "누리집에서 공고를 내림",
    "victims.service_proof": "송달 증명 파일을 더함",
    "victims.estimate": "보증금 회수 추정",
    "victims.read_extract": "등기사항증명서 읽기",
    "victims.refer": "지원센터 의뢰",
    "victims.refer_ministry": "지원센터 의뢰(국토교통부)",
    "victims.referral_result": "지원센터 의뢰의 결과",
    "victims.referral_result_ministry": "지원센터 의뢰의 결과(국토교통부)",
    "victims.arrived_partly": "송달받을 사람 가운데 일부에게 도달",
    "victims.reply": "질문에 답변",
    "victims.log_call": "통화 기록",
    "victims.tell_silent": "진행 안내",
    "victims.assign": "조사자 배정",
    "victims.decide_link": "이어진 사건 확인",
    "victims.enter_link": "접수번호로 사건 잇기",
    "victims.linkage_enter": "임대인·동일인·중개사 더하기",
    "victims.linkage_decide": "임대인·건물·중개사의 연결 확인",
    "victims.linkage_merge": "같은 사람·건물로 합치기",
    "victims.linkage_part": "합친 것을 나누기",
    "victims.finish_task": "할 일 마침",
    "victims.finish_ministry_task": "할 일 마침(국토교통부)",
    "victims.check_resident": "주민등록표 확인",
    "victims.check_resident_inv": "주민등록표 확인(조사자)",
    "victims.draft_demand": "보완 요구 초안",
    "victims.demand_more": "보완 추가 요구",
    "victims.demand_arrived": "보완 요구 도달",
    "victims.arrived_return": "반려 통지 도달",
    "victims.note_supplement": "보완 도착(다른 보완 요구가 남음)",
    "victims.note_late_supplement": "기한 뒤에 온 보완",
    "victims.note_extension": "보완 기한 연장 요청",
    "victims.grant_time": "보완 기한 연장",
    "victims.refuse_time": "보완 기한을 연장하지 않음",
    "victims.remind_supplement": "보완 독촉",
    "victims.paper_entered": "종이로 온 것을 입력",
    "victims.paper_entered_intake": "종이로 온 것을 입력(총괄접수)",
    MOVED: "기한 변경",
    "victims.take_consent": "동의·철회를 반영",
    "victims.record_consent": "서면 동의·철회 기록",
    "victims.accept_mandate": "대리·대표 확인",
    "victims.change_actor": "행위자 변경",
    "victims.papers_added": "서류를 더 받음",
    "victims.papers_scanned": "종이 서류를 스캔하여 더함",
    "victims.papers_scanned_intake": "종이 서류를 스캔하여 더함(총괄접수)",
    "victims.papers_from_counter": "창구에서 스캔한 종이 서류",
    "victims.take_later_support": "지원을 위한 답변을 받음",
    "victims.record_visit": "현장조사 기록",
    "victims.add_visit_photos": "현장조사 사진",
    "victims.draft_order": "진술·자료 요구 초안",
    "victims.drop_order": "진술·자료 요구 초안 버림",
    "victims.issue_order": "진술·자료 요구",
    "victims.issue_order_intake": "진술·자료 요구(총괄접수)",
    "victims.arrived_order": "진술·자료 요구 도달",
    "victims.withdraw_order": "진술·자료 요구를 거둠",
    "victims.withdraw_order_intake": "진술·자료 요구를 거둠(총괄접수)",
    "victims.order_overdue": "진술·자료 요구의 기한이 지남",
    "victims.take_order_answer": "진술·자료 요구에 대한 답",
    "victims.note_no_response": "진술·자료 요구에 답하지 않음",
    "victims.draft_fine_referral": "과태료 자료 초안",
    "victims.take_mandate_change": "누리집에서 바꾼 대리를 반영",
    "victims.request_sent": "자료 요청 보냄",
    "victims.request_refused": "자료 요청을 거절받음",
    "victims.reply_arrived": "기관 회신 도착",
    "victims.set_aside_reply": "회신의 값을 쓰지 않음",
    "victims.undo_reply": "회신으로 적은 사실을 되돌림",
}
"""Kinds of timeline entries that are no moves of the procedure."""


def title_of(entry: TimelineEntry) -> str:
    """The Korean title of one entry; a fact names which one, a later row of it says so."""
    if entry.kind in PROCEDURE.by_code:
        return PROCEDURE.by_code[entry.kind].title
    title = OTHER_TITLES.get(entry.kind, "그 밖의 처리")
    if entry.kind == MOVED:
        return f"{title}: {_moved(entry)}"
    fact = ALL.get(str(entry.content.get("fact", "")))
    if fact is None:
        return title
    again = " (고쳐 적음)" if int(entry.content.get("number", 1)) > 1 else ""
    return f"{title}: {fact.title}{again}"


CAUSES = {
    "HOLIDAY": "임시공휴일 지정",
    "OVERRIDE": "직접 지정",
    "TABLE": "공휴일 표 갱신",
    "EXCLUDED": "보완에 걸린 기간",
    "GRANTED": "기한을 더 줌",
}
"""Why a deadline moved, as the change log names it."""


def _moved(entry: TimelineEntry) -> str:
    """Which deadline went from which last day to which, and why."""
    titles = {rule.code: rule.title for rule in rules_of(KIND)}
    content = entry.content
    before, after = (korean_date(dt.date.fromisoformat(content[key])) for key in ("from", "to"))
    return f"{titles.get(content['deadline'], content['deadline'])} {before} → {after} ({CAUSES[content['cause']]})"
