"""The forms of both doors: who sends them, what stands in them when all is well, and the case that lies behind each."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from teojeon.kernel import clock
from teojeon.services.victims.assessment.facts import FACTS
from tests.house.form import Form, Words
from tests.house.stages_of_doors import REASON, STAGES, WHY
from tests.support import factories
from tests.support.factories import cast


def fact(code: str, value: str, kind: str = "") -> Form:
    """The form of one fact; `kind` is `dates` or `amounts` where the value is one."""
    good = {"value": value, "source": "register", "evidence": "임대차계약서 1면", "as_of": "2024-06-03", "note": "원본 대조"}
    return Form(
        "case_fact", "invest", "INVESTIGATING", good, ("value", "source", "as_of"),
        free=("evidence", "note"), dates=("as_of", *(["value"] if kind == "dates" else [])),
        amounts=("value",) if kind == "amounts" else (), path=(("code", code),),
    )  # fmt: skip


def structured(code: str, value: dict[str, str], amounts: tuple[str, ...] = ()) -> Form:
    """The form of a fact that is more than one line."""
    good = {**value, "source": "register", "evidence": "등기사항증명서, 경매개시결정", "as_of": "2024-06-03", "note": "원본 대조"}
    return Form("case_fact", "invest", "INVESTIGATING", good, ("value", "source", "as_of"), free=("evidence", "note"),
                dates=("as_of",), amounts=amounts, path=(("code", code),))  # fmt: skip


def serving(act: str, good: dict[str, str], **fields: Any) -> Form:
    """One act of the service desk on a letter that is under way."""
    return Form(
        "case_service_act", "server", "dispatched", good, tuple(good), path=(("act", act),), shown_at="case_service", **fields
    )


EVENTS = {f"value-{code}": "yes" if code == "auction_commenced" else "no" for code, _ in FACTS["events"].options}
ROLL = "vote-"  # one input for each member, which the page names
GUIDE = {"section": "guide", "position": "10", "title": "신청하는 사람", "description": "누가 신청하는지 안내합니다.", "law_basis": "법 제12조",
         "effective_from": "{today}", "body": "## 누가 신청합니까"}  # fmt: skip
GUIDE_LINES = ("title", "description", "law_basis", "body", "warning_reason")
GUIDE_GAPS = ("section", "position", "title", "description", "effective_from", "body")
OFFICE: tuple[Form, ...] = (
    Form("guidance_new", "guideeditor", "nothing", {"slug": "who", "language": "ko", **GUIDE}, ("slug", "language", *GUIDE_GAPS),
         texts=GUIDE_LINES, dates=("effective_from",)),
    Form("guidance_edit", "guideeditor", "guide", GUIDE, GUIDE_GAPS, texts=GUIDE_LINES, dates=("effective_from",)),
    Form("guidance_move", "guideeditor", "guide", {"move": "submit"}, shown_at="guidance_page"),
    Form("guidance_decide", "guideapprover", "submitted guide", {"decision": "approve"}, texts=("reason",)),
    Form("guidance_office_new", "guideeditor", "nothing",
         {"kind": "intake", "org_name": "서울특별시", "region": "11", "tel": "02-000-0000", "task": "접수와 조사", "valid_from": "{today}"},
         ("kind", "org_name", "task", "valid_from"), texts=("org_name", "dept", "task"), dates=("valid_from",)),
    Form("guidance_office_decide", "guideapprover", "office", {"decision": "approve"}),
    Form("guidance_examination_new", "guideapprover", "nothing",
         {"page": "/self-check/", "language": "ko", "manual_by": "점검 담당자", "reader": "NVDA 2026.2, Firefox 145", "checked_on": "{today}"},
         ("page", "language", "manual_by", "reader", "checked_on"), texts=("manual_by", "reader", "found"), dates=("checked_on",)),
    Form("case_confirm", "intake", "SUBMITTED", {"investigator": "{investigator}"}, ("investigator",)),
    Form("case_assign", "intake", "unassigned", {"investigator": "{investigator}"}, ("investigator",)),
    Form("case_transfer", "intake", "RECEIVED", {"recipient": "SD-26", "reason": WHY}, ("recipient", "reason"), free=("reason",)),
    Form("case_task", "intake", "urgent", {"task": "{task}"}, ("task",)),
    Form("case_links", "intake", "linked", {"link": "{link}", "together": "yes"}, ("link", "together")),
    Form("case_link_new", "intake", "two", {"receipt_no": "{receipt_no}", "kind": "co_tenant"}, ("receipt_no", "kind"),
         texts=("receipt_no",)),
    Form("case_resident", "intake", "shared"),
    Form("case_linkage_enter", "invest", "SUBMITTED",
         {"kind": "landlord", "name": "김임대", "number": "220-81-62517", "birth": "", "reason": WHY}, ("kind", "name", "reason"),
         texts=("name", "number"), free=("reason",), dates=("birth",)),
    Form("case_linkage_decide", "invest", "namesakes", {"link": "{link}", "holds": "no", "reason": WHY}, ("link", "holds", "reason"),
         free=("reason",)),
    Form("case_linkage_merge", "invest", "namesakes", {"pair": "{pair}", "reason": WHY}, ("pair", "reason"), free=("reason",)),
    Form("case_linkage_part", "invest", "merged", {"node": "{node}", "reason": WHY}, ("node", "reason"), free=("reason",)),
    Form("case_referrals", "intake", "SUBMITTED", {"decision": "refer", "centre": "전세피해 및 예방지원센터", "grounds": "sale_soon", "note": WHY},
         ("centre",), texts=("note",)),
    Form(
        "case_demand", "intake", "RECEIVED",
        {"code0": "other", "what0": "이체확인증", "why0": WHY, "term_days": "7", "method": "post"}, ("term_days", "method"),
        free=("what0", "why0"),
    ),
    Form("case_continue", "intake", "overdue"),
    Form("case_return", "intake", "overdue", {"reason": WHY, "method": "post"}, ("reason", "method"), free=("reason",)),
    Form("case_unreachable", "intake", "came back", {"reason": WHY}, ("reason",), free=("reason",)),
    Form("case_remind", "intake", "overdue", {"demand": "{demand}", "term_days": "5"}, ("demand", "term_days")),
    Form(
        "case_extension", "intake", "time asked", {"asked": "{asked}", "answer": "refuse", "reason": WHY}, ("asked", "answer"),
        free=("reason",), dates=("until",),
    ),
    Form("paper_desk", "register", "numbered", {"number": "{number}"}, ("number",), texts=("number",)),
    Form(
        "case_on_paper", "intake", "sent demand",
        {"kind": "answer", "demand": "{demand}", "channel": "post", "arrived_on": "{today}", "handed_by": "self", "text": WHY},
        ("kind", "channel", "arrived_on", "handed_by"), texts=("handed_name",), free=("text",), dates=("arrived_on", "wanted_until"),
    ),
    Form("register_export", "intake", "SUBMITTED", {"purpose": "audit", "format": "xlsx", "note": WHY}, ("purpose", "format", "note"),
         free=("note",)),
    Form("register_export_decide", "send", "export asked", {"decision": "refuse", "reason": WHY}, free=("reason",),
         shown_at="register_export_one"),
    Form("case_unmask", "intake", "SUBMITTED", {"purpose": "contact"}, ("purpose",), path=(("field", "mobile"),)),
    Form("case_open", "invest", "RECEIVED"),
    fact("deposit_current", "180000000", "amounts"),
    fact("first_contract_date", "2024-03-02", "dates"),
    fact("is_natural_person", "yes"),
    fact("fixed_date_on", "2024-03-02", "dates"),
    fact("victim_count", "3", "amounts"),
    fact("handover_state", "done"),
    structured("events", EVENTS),
    structured("guarantees", {"value-known": "some", "value-0-provider": "hug", "value-0-holder": "tenant",
                              "value-0-state": "valid", "value-0-amount": "150000000"}, ("value-0-amount",)),
    structured("other_tenants_deposits", {"value-known": "some", "value-0-amount": "90000000"}, ("value-0-amount",)),
    structured("intent_proposal", {"value": "yes", "value-indicators": "I1"}),
    Form("case_estimate", "invest", "INVESTIGATING",
         {"price_low": "170000000", "price_base": "200000000", "price_high": "230000000", "price_source": "appraisal",
          "price_evidence": "감정평가서 3면", "sale_costs": "4000000", "deposit": "200000000", "right": "fixed_date",
          "opposable_on": "2024-04-02", "ranked_on": "2024-04-02", "small_deposit_right": "no", "region_class": "seoul",
          "earliest_security_on": "2022-08-01", "claims-known": "none"},
         ("price_low", "price_base", "price_high", "price_source", "price_evidence", "sale_costs", "deposit", "right",
          "small_deposit_right", "region_class", "earliest_security_on", "claims"),
         free=("price_evidence",), dates=("opposable_on", "ranked_on", "earliest_security_on", "first_encumbrance_on"),
         amounts=("price_low", "price_base", "price_high", "sale_costs", "deposit")),
    Form("case_unknowns", "invest", "INVESTIGATING", {"codes": "deposit_current", "source": "register", "note": "자료를 요청하였다."},
         ("codes", "source", "note"), free=("note",)),
    Form(
        "case_finding", "secretary", "tabled",
        {"value": "yes", "value-indicators": "I1", "resolution": "2026-제12차 안건 1번", "resolved_on": "{today}", "reason": REASON},
        ("value", "resolution", "resolved_on", "reason"), free=("resolution", "reason"), dates=("resolved_on",),
        path=(("code", "intent_found"),),
    ),
    Form("case_extract", "invest", "extract",
         {"decision": "row", "section": "eul", "rank": "1", "kind": "mortgage", "purpose": "근저당권설정", "received_on": "2021-03-04",
          "received_no": "5679", "holder": "주식회사한빛은행", "amount": "120000000", "cause": "설정계약", "cancelled": "no", "page": "1", "note": WHY},
         ("section", "rank", "kind", "cancelled", "page"), texts=("rank", "purpose", "received_no"), free=("holder", "cause", "note"),
         dates=("received_on",), amounts=("amount",)),
    Form("case_extract_facts", "invest", "confirmed extract", {"codes": "earliest_security_on"}),
    Form("case_method", "invest", "INVESTIGATING", {"method": "visit", "done_on": "{today}", "note": REASON}, ("method", "done_on", "note"),
         free=("note",), dates=("done_on",)),
    Form("case_order_new", "invest", "INVESTIGATING",
         {"role": "landlord", "name": "임대주", "address": "서울특별시 강남구 테헤란로 1", "kind": "statement", "questions": WHY, "term_days": "14"},
         ("role", "name", "address", "kind", "questions", "term_days"), texts=("name", "address"), free=("questions",)),
    Form("case_order_act", "invest", "issued order", {"reason": WHY}, ("reason",), free=("reason",), shown_at="case_order",
         path=(("act", "withdraw"),)),
    Form("case_order_answer", "invest", "issued order", {"answered_on": "{today}", "channel": "post", "text": WHY},
         ("answered_on", "channel"), texts=("reason",), free=("text",), dates=("answered_on",)),
    Form("case_order_fine", "invest", "refused order", {"ground": "refused", "reason": WHY}, ("ground", "reason"), free=("reason",)),
    Form("case_visit_new", "invest", "INVESTIGATING",
         {"way": "on_site", "visit_on": "{today}", "visit_time": "00:00", "visitors": "최조사", "no_notice_reason": WHY, "occupancy": "tenant",
          "condition": WHY},
         ("way", "visit_on", "visit_time", "visitors", "occupancy"), texts=("visit_time", "visitors"),
         free=("no_notice_reason", "condition"), dates=("visit_on", "notified_on")),
    Form("data_request_reply", "invest", "asked",
         {"decision": "scan", "replied_on": "{today}", "state": "answered", "ref": "1", "said_holder": "tenant", "said_policy_state": "valid",
          "said_covered": "200000000", "said_note": "회신을 옮겨 적음"},
         ("replied_on", "state", "ref"), texts=("said_note",), dates=("replied_on",), amounts=("said_covered",)),
    Form("case_report", "invest", "facts", {"opinion": "GA", "reason": REASON}, ("opinion", "reason"), free=("reason",)),
    Form("case_review", "review", "REVIEW", {"decision": "return", "reason": REASON}, ("reason",), free=("reason",)),
    Form("case_send", "send", "READY"),
    Form("case_additional", "agenda", "SENT", {"decision": "order", "question": REASON, "wanted_by": "{today}"}, ("question", "wanted_by"),
         free=("question",), dates=("wanted_by",)),
    Form(
        "counter_accounts", "register", "nothing",
        {"name": "NGUYEN VAN AN", "birth_date": "1990-03-01", "paper": "alien_card", "number": "900301-5234567",
         "mobile": "010-1234-5678", "online": "no", "receipt_number": "2026-서울-000001", "seen": "on"},
        ("name", "birth_date", "paper", "online", "seen"), texts=("name", "number", "mobile", "receipt_number"), dates=("birth_date",),
    ),
    Form("case_consents", "intake", "SUBMITTED", {"code": "C5", "granted": "yes"}, ("code", "granted")),
    Form("case_mandate_accept", "intake", "stated", {"mandate": "{mandate}"}, ("mandate",)),
    Form(
        "case_actor_change", "intake", "SUBMITTED",
        {"reason": "death", "died_on": "2026-08-01", "mandate_type": "heir_representative", "name": "강하나", "relation": "자녀",
         "service_address": "서울특별시 중구 을지로 1", "heir1_name": "강하나", "heir1_relation": "descendant"},
        ("reason",), texts=("mobile",), free=("name", "relation", "service_address", "scope", "heir1_name"),
        dates=("died_on", "birth_date", "valid_from", "valid_to", "heir1_birth_date"),
    ),
    Form(
        "case_opinion", "agenda", "SENT", {"agrees_with_province": "yes", "outcome": "GA", "reason": REASON},
        ("agrees_with_province", "outcome", "reason"), free=("reason",),
    ),
    Form(
        "parameter_enter", "param", "nothing",
        {"sido": "11", "value": "700000000", "valid_from": "2026-01-01", "resolution": "서울-제1호", "reason": REASON},
        ("sido", "value", "resolution", "reason", "valid_from"),
        texts=("receipt_no", "resolution"), free=("reason",), dates=("valid_from", "valid_to"), amounts=("value",),
    ),
    Form("parameter_decide", "sealer", "value", {"decision": "approve"}),
    Form("meeting_new", "secretary", "nothing", {"held_on": "{today}", "place": "대회의실"}, ("held_on", "place"),
         texts=("place",), dates=("held_on",)),
    Form("meeting_table", "secretary", "agenda", {"cases": "{case}", "motion": "OPINION"}, ("motion",)),
    Form("meeting_open", "secretary", "tabled", {"present": "{members}"}),
    Form("meeting_motion", "secretary", "session", {"motion": "GA", "reason": REASON}, ("motion",), free=("reason",)),
    Form("meeting_exclude", "secretary", "session", {"member": "{member}"}, ("member",)),
    Form("meeting_defer", "secretary", "session", {"reason": REASON}, ("reason",), free=("reason",)),
    Form("meeting_roll", "secretary", "session", {ROLL: "yes"}, (ROLL,)),
    Form("meeting_roll_confirm", "chair", "roll"),
    Form("meeting_vote", "chair", "session", {"choice": "yes"}, ("choice",), shown_at="meeting"),
    Form("meeting_item_close", "secretary", "voted", shown_at="meeting"),
    Form("meeting_close", "secretary", "decided", shown_at="meeting"),
    Form("meeting_sign", "secretary", "closed", shown_at="meeting_minutes"),
    Form("letter_draft", "drafter", "RESOLVED", {"reasons": REASON}, ("reasons",), free=("reasons",), shown_at="letter"),
    Form("letter_seal", "sealer", "drafted", shown_at="letter"),
    Form("letter_dispatch", "server", "DECIDED", {"method": "post"}, ("method",), shown_at="letter"),
    Form(
        "letter_served", "server", "dispatched", {"method": "post", "arrived_on": "{today}", "proof": "등기 1234-5678"},
        ("method", "arrived_on", "proof"), free=("proof",), dates=("arrived_on",), shown_at="letter",
    ),
    serving("arrival", {"method": "post", "arrived_on": "{today}", "proof": "등기 1234-5678"}, free=("proof", "receiver"), dates=("arrived_on",)),
    serving("return", {"returned_on": "{today}", "reason": "moved"}, dates=("returned_on",)),
    serving("contact", {"channel": "phone", "result": "전화를 받지 않았습니다."}, free=("result",)),
    serving("look-up", {"address": "서울특별시 종로구 효자로 12", "ground": "공문 제1호"}, free=("ground",), texts=("address",)),
    Form("case_conversation", "invest", "RECEIVED", {"text": REASON}, ("text",), free=("text",)),
    Form("case_call", "invest", "RECEIVED",
         {"called_on": "{yesterday}", "called_time": "10:30", "outcome": "reached", "note": "서류를 안내하였다.", "reason": "본인의 요청"},
         ("called_on", "called_time", "outcome"), free=("note", "reason"), dates=("called_on",), shown_at="case_conversation"),
    Form("notice_template", "param", "nothing", {"text": "위원회 심의가 시작되었습니다."}, ("text",), texts=("subject", "text"),
         path=(("code", "table"), ("channel", "sms"))),
)  # fmt: skip


# what lies behind the office's forms


def stage(form: Form) -> Words:
    """Brings the office to where the form is shown. Words for its address and for what is entered."""
    words = STAGES[form.stage]()
    people = factories.committee_of_members() if "meeting" in words else [cast("invest")]
    today = clock.business_today().isoformat()
    yesterday = (clock.business_today() - dt.timedelta(days=1)).isoformat()
    return {
        **words,
        "today": today,
        "yesterday": yesterday,
        "investigator": cast("invest"),
        "members": people,
        "member": people[-1],
    }


def address(form: Form, words: Words, *, foreign: bool = False) -> dict[str, UUID | str]:
    """The words of the form's address; `foreign`: of something that is not there for these eyes."""
    own = {name: words[name] for name in ADDRESSED.get(form.name, ())}
    return {**({name: uuid4() for name in own} if foreign else own), **dict(form.path)}


ITEM = ("meeting", "item")
ADDRESSED: dict[str, tuple[str, ...]] = {
    "guidance_edit": ("guide",), "guidance_move": ("guide",), "guidance_page": ("guide",), "guidance_decide": ("guide",),
    "guidance_office_decide": ("office",),
    "case_consents": ("case",), "case_mandate_accept": ("case",), "case_actor_change": ("case",),
    "case_assign": ("case",), "case_transfer": ("case",), "case_referrals": ("case",), "case_additional": ("case",), "case_task": ("case",), "case_links": ("case",), "case_linkage_enter": ("case",), "case_linkage_decide": ("case",), "case_linkage_merge": ("case",), "case_linkage_part": ("case",), "case_link_new": ("case",), "case_resident": ("case",), "case_demand": ("case",),
    "case_continue": ("case",), "case_return": ("case",), "case_unreachable": ("case",), "case_remind": ("case",),
    "case_extension": ("case",), "my_demand": ("subject", "demand"), "my_demand_extension": ("subject", "demand"),
    "case_confirm": ("case",), "case_unmask": ("case",), "case_open": ("case",), "case_fact": ("case",), "case_report": ("case",), "case_unknowns": ("case",), "case_estimate": ("case",), "case_finding": ("case",),
    "data_request_reply": ("data_request",),
    "case_extract": ("case", "extract"), "case_extract_facts": ("case", "extract"),
    "case_order_new": ("case",), "case_order": ("case", "order"), "case_order_act": ("case", "order"),
    "case_order_answer": ("case", "order"), "case_order_fine": ("case", "addressee"), "case_visit_new": ("case",),
    "case_method": ("case",), "case_review": ("case",), "case_send": ("case",), "case_opinion": ("case",), "parameter_decide": ("value",),
    "meeting_table": ("meeting",), "meeting_open": ("meeting",), "meeting_motion": ITEM, "meeting_exclude": ITEM,
    "meeting_defer": ITEM, "meeting_roll": ITEM, "meeting_roll_confirm": ITEM, "meeting_vote": ITEM, "meeting_item_close": ITEM,
    "meeting_close": ("meeting",), "meeting_sign": ("meeting",), "meeting": ("meeting",), "meeting_minutes": ("meeting",),
    "letter": ("case",), "letter_draft": ("case",), "letter_seal": ("case",), "letter_dispatch": ("case",),
    "letter_served": ("case",), "case_service": ("case",), "case_service_act": ("case",), "case_conversation": ("case",), "case_call": ("case",),
    "my_conversation": ("subject",), "application_step": ("draft",), "application_later": ("subject",), "application_review": ("draft",), "application_delete": ("draft",),
    "my_withdraw": ("subject",), "register_export_decide": ("export",), "register_export_one": ("export",), "case_on_paper": ("case",),
}  # fmt: skip
