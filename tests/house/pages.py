"""What each page of both doors must answer to whom. A new page is entered here, or the walk fails."""

from dataclasses import dataclass

READERS = frozenset(
    [
        "P-INTAKE",
        "P-INV",
        "P-REV",
        "P-SEND",
        "PM-AGENDA",
        "PM-SEC",
        "PM-DRAFT",
        "PM-SEAL",
        "PM-SERVE",
        "PM-STAY",
        "CM",
        "CM-CHAIR",
        "AU",
    ]  # who reads cases
)
LETTER_READERS = frozenset(["PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SEAL", "PM-SERVE", "AU"])
OPINION_READERS = frozenset(["PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SEAL", "PM-SERVE", "CM", "CM-CHAIR", "AU"])
MEETING_READERS = LETTER_READERS | {"CM", "CM-CHAIR"}
UNMASKING = frozenset(["P-INTAKE", "P-INV", "PM-DRAFT", "PM-SERVE"])
ASKING = frozenset(["P-INV", "P-INTAKE", "P-REV", "P-SEND", "PM-AGENDA", "AU"])
EVIDENCE = frozenset(["P-INTAKE", "P-INV", "P-REV", "PM-AGENDA", "AU"])
GUIDES = frozenset(["GU-EDIT", "GU-APPROVE", "AU"])
NO_PAGE = frozenset({404})  # nothing was published yet
REGISTER = frozenset(["P-INTAKE", "P-INV", "P-REV", "P-SEND", "PM-AGENDA", "PM-SEC", "PM-SEAL", "AU"])
SHOWN, SENT_ON = frozenset({200}), frozenset({301, 302, 303})


@dataclass(frozen=True)
class Page:
    """`public`: no sign-in asked. `boxes`: any one of them suffices; empty = every signed-in account.

    `object`: what its address names (`case`, `meeting`, `value`, `draft`, `filing`), empty for none; `state`: in which state the own
    one is. `shown`: answers to those who may see it; `anonymous`: answers of a public page to a visitor. `without_factor`: an official
    may open it before there is a second factor. `step_up`: asks for a fresh authentication. `words`: the other words of the address.
    `machine`: no person opens it, whoever is signed in; calls are signed (tests/services/victims/letterbox).
    """

    public: bool = False
    boxes: frozenset[str] = frozenset()
    object: str = ""
    state: str = "SUBMITTED"
    shown: frozenset[int] = SHOWN
    anonymous: frozenset[int] = SHOWN
    without_factor: bool = False
    step_up: bool = False
    machine: bool = False
    words: tuple[tuple[str, str], ...] = ()


def of(*boxes: str) -> frozenset[str]:
    return frozenset(boxes)


LINKAGE = of("P-INTAKE", "P-INV", "P-REV", "P-SEND", "PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SEAL", "AU")
TALKING = of("P-INTAKE", "P-INV", "P-REV", "PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SERVE")

SIGNING_IN = {
    "account_login": Page(public=True, shown=SENT_ON),
    "account_logout": Page(public=True, anonymous=SENT_ON),
    "account_reauthenticate": Page(without_factor=True),
    "mfa_index": Page(),
    "mfa_authenticate": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "mfa_reauthenticate": Page(shown=SHOWN | SENT_ON),
    "mfa_activate_totp": Page(without_factor=True, step_up=True),
    "mfa_deactivate_totp": Page(step_up=True, shown=SHOWN | SENT_ON | {404}),
    "mfa_view_recovery_codes": Page(step_up=True),
    "mfa_generate_recovery_codes": Page(step_up=True, shown=SHOWN | SENT_ON),
    "mfa_login_webauthn": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "mfa_reauthenticate_webauthn": Page(shown=SHOWN | SENT_ON),
    "mfa_list_webauthn": Page(),
    "mfa_add_webauthn": Page(without_factor=True, step_up=True),
    "mfa_remove_webauthn": Page(step_up=True, words=(("pk", "1"),), shown=frozenset({404})),
    "account_change_password": Page(),
    "account_mail": Page(step_up=True),
    # public only so that a page whose session has ended is told so as JSON
    "account_session": Page(public=True, anonymous=frozenset({401})),
}

PORTAL = SIGNING_IN | {
    "home": Page(public=True),
    "choose_language": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "signup_identity": Page(public=True, shown=SENT_ON),
    "signup_account": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "signup_counter": Page(public=True),
    "activation": Page(public=True, shown=SENT_ON),
    "identity_start": Page(public=True, words=(("purpose", "find-id"),), shown=SENT_ON),
    "identity_leave": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "identity_return": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "identity_phone": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "identity_sign_in": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "found_id": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "password_reset": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "my_changes": Page(object="filing"),
    "change_review": Page(object="change", step_up=True),
    "change_step": Page(object="change", words=(("step", "house"),)),
    "change_save": Page(object="change", words=(("step", "house"),), shown=frozenset({404})),
    "enquiry": Page(public=True),
    "enquiry_answer": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "link_paper": Page(step_up=True),
    "link_answer": Page(object="link"),
    "application_start": Page(),
    "application_tasks": Page(object="draft"),
    "application_later": Page(object="filing"),
    "application_json": Page(object="filing"),
    "application_review": Page(object="draft", step_up=True),
    "application_delete": Page(object="draft"),
    "application_done": Page(object="filing"),
    "application_step": Page(object="draft", words=(("step", "applicant"),)),
    # public only so that a page whose session has ended is told so as JSON; it answers nothing to GET
    "application_save": Page(
        public=True, object="draft", words=(("step", "applicant"),), shown=frozenset({404}), anonymous=frozenset({401})
    ),
    "application_pdf": Page(object="filing"),
    "my_cases": Page(),
    "my_case": Page(object="filing"),
    "my_letter": Page(object="filing"),
    "my_requirements": Page(object="filing"),
    "my_conversation": Page(object="filing"),
    "my_papers": Page(object="filing"),
    "my_paper": Page(object="filing", shown=NO_PAGE),  # the walk's paper lies in the draft
    "papers_upload": Page(object="draft", shown=SENT_ON),
    "papers_files": Page(object="draft", shown=SENT_ON),
    "papers_file": Page(object="draft"),
    "papers_list": Page(object="draft"),
    "papers_absent": Page(object="draft", shown=SENT_ON),
    "papers_paper": Page(object="draft"),
    "papers_copy": Page(object="draft"),
    "my_withdraw": Page(object="filing", step_up=True),
    "my_demand": Page(object="filing"),
    "my_demand_pdf": Page(object="filing"),
    "my_demand_extension": Page(object="filing"),
    "my_consents": Page(object="filing", step_up=True),
    "my_people": Page(object="filing", step_up=True),
    "enter_code": Page(step_up=True),
    "helping": Page(object="filing"),
    "robots": Page(public=True),
    "public_notices": Page(public=True),
    "api_openapi": Page(public=True),
    "api_requests": Page(machine=True),
    "api_request": Page(machine=True, words=(("request_no", "none"),)),
    "api_request_box": Page(machine=True, words=(("request_no", "none"),)),
    "api_request_reply": Page(machine=True, words=(("request_no", "none"),)),
    "sitemap": Page(public=True),
    "guide_index": Page(public=True),
    "guide_index_en": Page(public=True),
    "guide_index_zh_hans": Page(public=True),
    "guide_index_vi": Page(public=True),
    "guide_support": Page(public=True),
    "guide_support_of": Page(public=True, words=(("name", "da"),)),
    "guide_offices": Page(public=True),
    "guide_forms": Page(public=True),
    "guide_notices": Page(public=True),
    "guide_picture": Page(public=True, words=(("name", "none"),), shown=NO_PAGE, anonymous=NO_PAGE),
    "guide_page": Page(public=True, words=(("slug", "none"),), shown=NO_PAGE, anonymous=NO_PAGE),
    "guide_page_in": Page(public=True, words=(("language", "en"), ("slug", "none")), shown=NO_PAGE, anonymous=NO_PAGE),
    "guide_version": Page(public=True, words=(("slug", "none"), ("number", "1")), shown=NO_PAGE, anonymous=NO_PAGE),
    "guide_version_in": Page(
        public=True, words=(("language", "en"), ("slug", "none"), ("number", "1")), shown=NO_PAGE, anonymous=NO_PAGE
    ),
    "self_check": Page(public=True),
    "contract_check": Page(public=True),
}

OFFICE = SIGNING_IN | {
    "home": Page(shown=SHOWN | SENT_ON),
    "secrecy_duty": Page(),
    "case_changes": Page(boxes=READERS - {"CM", "CM-CHAIR", "PM-STAY"}, object="case"),
    "case_change_read": Page(boxes=of("P-INV", "PM-AGENDA", "PM-SEC"), object="case", shown=SENT_ON),
    "counter": Page(boxes=of("P-REG")),
    "counter_new": Page(boxes=of("P-REG")),
    "counter_register": Page(boxes=of("P-REG"), object="paper"),
    "counter_done": Page(boxes=of("P-REG"), object="paper", shown=SHOWN | SENT_ON),
    "counter_code": Page(boxes=of("P-REG"), object="paper", shown=SENT_ON),
    "counter_delete": Page(boxes=of("P-REG"), object="paper"),
    "counter_scan": Page(boxes=of("P-REG"), object="paper"),
    "counter_step": Page(boxes=of("P-REG"), object="paper", words=(("step", "house"),)),
    "counter_save": Page(boxes=of("P-REG"), object="paper", words=(("step", "house"),), shown=frozenset({404})),
    "paper_desk": Page(boxes=of("P-REG", "P-INTAKE")),
    "case_on_paper": Page(boxes=of("P-REG", "P-INTAKE"), object="case", state="SUPPLEMENT"),
    "counter_accounts": Page(boxes=of("P-REG")),
    "counter_account_code": Page(boxes=of("P-REG"), shown=SENT_ON),
    "worklist": Page(boxes=READERS),
    "worklist_confirm": Page(boxes=of("P-INTAKE"), shown=SENT_ON),
    "case": Page(boxes=READERS, object="case"),
    "case_confirm": Page(boxes=of("P-INTAKE"), object="case"),
    "case_unmask": Page(boxes=UNMASKING, object="case", words=(("field", "mobile"),)),
    "case_consents": Page(boxes=of("P-INTAKE"), object="case"),
    "case_mandate_accept": Page(boxes=of("P-INTAKE"), object="case"),
    "case_actor_change": Page(boxes=of("P-INTAKE"), object="case"),
    "case_links": Page(boxes=of("P-INTAKE"), object="case"),
    "case_link_new": Page(boxes=of("P-INTAKE"), object="case"),
    "case_linkage": Page(boxes=LINKAGE, object="case"),
    "case_linkage_enter": Page(boxes=of("P-INV"), object="case"),
    "case_linkage_decide": Page(boxes=of("P-INV"), object="case"),
    "case_linkage_merge": Page(boxes=of("P-INV"), object="case"),
    "case_linkage_part": Page(boxes=of("P-INV"), object="case"),
    "landlords": Page(boxes=LINKAGE),
    "landlord": Page(boxes=LINKAGE, object="group"),
    "case_assign": Page(boxes=of("P-INTAKE"), object="case", state="RECEIVED"),
    "case_transfer": Page(boxes=of("P-INTAKE"), object="case"),
    "case_task": Page(boxes=of("P-INTAKE", "PM-STAY"), object="case"),
    "case_resident": Page(boxes=of("P-INTAKE", "P-INV"), object="case", state="RECEIVED"),
    "case_demand": Page(boxes=of("P-INTAKE", "P-INV"), object="case", state="RECEIVED"),
    "case_demand_pdf": Page(boxes=READERS, object="case", state="SUPPLEMENT"),
    "case_continue": Page(boxes=of("P-INTAKE"), object="case", state="SUPPLEMENT"),
    "case_return": Page(boxes=of("P-INTAKE"), object="case", state="SUPPLEMENT"),
    "case_unreachable": Page(boxes=of("P-INTAKE"), object="case", state="SUPPLEMENT"),
    "case_remind": Page(boxes=of("P-INTAKE"), object="case", state="SUPPLEMENT"),
    "case_extension": Page(boxes=of("P-INTAKE"), object="case", state="SUPPLEMENT"),
    "register": Page(boxes=REGISTER),
    "register_export": Page(boxes=of("P-INTAKE")),
    "register_exports": Page(boxes=of("P-INTAKE", "P-SEND", "AU")),
    "register_export_one": Page(boxes=of("P-INTAKE", "P-SEND", "AU"), object="export"),
    "register_export_decide": Page(boxes=of("P-INTAKE", "P-SEND"), object="export", shown=SENT_ON),
    "register_export_take_back": Page(boxes=of("P-INTAKE"), object="export", shown=SENT_ON),
    "register_export_file": Page(boxes=of("P-INTAKE"), object="export", shown=SENT_ON),
    "register_close": Page(boxes=of("P-INTAKE")),
    "case_open": Page(boxes=of("P-INV"), object="case", state="RECEIVED"),
    "case_fact": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING", words=(("code", "deposit_current"),)),
    "case_unknowns": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_finding": Page(boxes=of("PM-SEC"), object="case", state="TABLED", words=(("code", "intent_found"),)),
    "case_report": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_review": Page(boxes=of("P-REV"), object="case", state="REVIEW"),
    "case_send": Page(boxes=of("P-SEND"), object="case", state="READY"),
    "case_package": Page(boxes=READERS, object="case", state="SENT"),
    "case_opinion": Page(boxes=of("PM-AGENDA"), object="case", state="SENT"),
    "case_opinion_signed": Page(boxes=OPINION_READERS, object="case", state="AGENDA"),
    "opinions": Page(boxes=of("PM-AGENDA")),
    "opinions_agree": Page(boxes=of("PM-AGENDA"), shown=SENT_ON),
    "case_method": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_compare": Page(boxes=READERS, object="case"),
    "overdue": Page(boxes=REGISTER),
    "delays": Page(boxes=REGISTER),
    "delays_csv": Page(boxes=REGISTER),
    "case_estimate": Page(
        boxes=of("P-INV", "P-REV", "P-SEND", "PM-AGENDA", "PM-SEC", "PM-DRAFT", "AU"), object="case", state="INVESTIGATING"
    ),
    "parameters": Page(boxes=READERS | {"PM-PARAM"}),
    "parameter_enter": Page(boxes=of("PM-PARAM")),
    "parameter_decide": Page(boxes=of("PM-SEAL"), object="value"),
    "meetings": Page(boxes=MEETING_READERS),
    "meeting_new": Page(boxes=of("PM-SEC")),
    "meeting": Page(object="meeting"),
    "meeting_open": Page(boxes=of("PM-SEC"), object="meeting"),
    "meeting_call_off": Page(boxes=of("PM-SEC"), object="meeting"),
    "meeting_table": Page(boxes=of("PM-SEC"), object="meeting"),
    "meeting_close": Page(boxes=of("PM-SEC"), object="meeting", shown=SHOWN | SENT_ON),
    "meeting_sign": Page(boxes=of("PM-SEC", "CM-CHAIR"), object="meeting", step_up=True, shown=SHOWN | SENT_ON),
    "meeting_minutes": Page(object="meeting", shown=SHOWN | SENT_ON),
    "meeting_vote": Page(boxes=of("CM"), object="meeting", shown=SHOWN | SENT_ON),
    "meeting_motion": Page(boxes=of("PM-SEC"), object="meeting"),
    "meeting_exclude": Page(boxes=of("PM-SEC"), object="meeting"),
    "meeting_defer": Page(boxes=of("PM-SEC"), object="meeting"),
    "meeting_roll": Page(boxes=of("PM-SEC"), object="meeting"),
    "meeting_roll_confirm": Page(boxes=of("CM-CHAIR"), object="meeting", shown=SHOWN | SENT_ON),
    "meeting_item_close": Page(boxes=of("PM-SEC"), object="meeting", shown=SHOWN | SENT_ON),
    "meeting_item_sheet": Page(object="meeting"),
    "case_sheet": Page(boxes=READERS, object="case", state="SENT"),
    "letter": Page(boxes=LETTER_READERS, object="case", state="DECIDED"),
    "case_replay": Page(boxes=of("AU"), object="case", state="DECIDED"),
    "letter_pdf": Page(boxes=LETTER_READERS, object="case", state="DECIDED"),
    "letter_draft": Page(boxes=of("PM-DRAFT"), object="case", state="RESOLVED", shown=SENT_ON),
    "letter_seal": Page(boxes=of("PM-SEAL"), object="case", state="RESOLVED", step_up=True, shown=SENT_ON),
    "letter_dispatch": Page(boxes=of("PM-SERVE"), object="case", state="DECIDED", shown=SENT_ON),
    "letter_served": Page(boxes=of("PM-SERVE"), object="case", state="DECIDED", shown=SENT_ON),
    "service_desk": Page(boxes=of("PM-SERVE", "P-INTAKE")),
    "case_service": Page(boxes=of("PM-SERVE", "P-INTAKE"), object="case", state="DECIDED"),
    "case_additional": Page(boxes=READERS, object="case", state="ADD_INVEST"),
    "case_service_proofs": Page(boxes=of("PM-SERVE", "P-INTAKE"), object="case", state="SUPPLEMENT"),
    "referrals": Page(boxes=of("P-INTAKE", "PM-STAY")),
    "case_referrals": Page(boxes=of("P-INTAKE", "PM-STAY", "P-INV", "AU"), object="case"),
    "case_referral_sheet": Page(boxes=of("P-INTAKE", "PM-STAY"), object="case"),
    "requests": Page(boxes=ASKING),
    "requests_new": Page(boxes=of("P-INV")),
    "data_request": Page(boxes=ASKING, object="request"),
    "data_request_act": Page(boxes=of("P-INV", "P-INTAKE"), object="request", shown=SENT_ON),
    "data_request_letter": Page(boxes=ASKING, object="request"),
    "data_request_form": Page(boxes=ASKING, object="request"),
    "data_request_reply": Page(boxes=of("P-INV", "P-INTAKE"), object="request"),
    "data_request_original": Page(boxes=ASKING, object="request"),
    "data_request_accept": Page(boxes=of("P-INV"), object="request", shown=SENT_ON),
    "case_requests": Page(boxes=ASKING, object="case", state="INVESTIGATING"),
    "case_service_act": Page(
        boxes=of("PM-SERVE", "P-INTAKE"), object="case", state="DECIDED", words=(("act", "send"),), shown=SENT_ON
    ),
    "guidance": Page(boxes=GUIDES),
    "guidance_new": Page(boxes=of("GU-EDIT")),
    "guidance_pictures": Page(boxes=of("GU-EDIT")),
    "guidance_picture": Page(boxes=GUIDES, words=(("name", "none"),), shown=NO_PAGE),
    "guidance_page": Page(boxes=GUIDES, object="guide"),
    "guidance_edit": Page(boxes=of("GU-EDIT"), object="guide"),
    "guidance_move": Page(boxes=of("GU-EDIT"), object="guide", shown=SENT_ON),
    "guidance_decide": Page(boxes=of("GU-APPROVE"), object="guide"),
    "guidance_offices": Page(boxes=GUIDES),
    "guidance_office_new": Page(boxes=of("GU-EDIT")),
    "guidance_translations": Page(boxes=GUIDES),
    "guidance_examinations": Page(boxes=GUIDES),
    "guidance_examination_new": Page(boxes=of("GU-APPROVE")),
    "guidance_office_decide": Page(boxes=of("GU-APPROVE"), object="office"),
    "orders_desk": Page(boxes=of("P-INV", "P-INTAKE")),
    "case_orders": Page(boxes=READERS, object="case", state="INVESTIGATING"),
    "case_order_new": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_order": Page(boxes=READERS, object="case", state="INVESTIGATING"),
    "case_order_pdf": Page(boxes=EVIDENCE, object="case", state="INVESTIGATING"),
    "case_order_act": Page(
        boxes=of("P-INV", "P-INTAKE"), object="case", state="INVESTIGATING", words=(("act", "withdraw"),), shown=SENT_ON
    ),
    "case_order_answer": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_order_silence": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_order_fine": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_order_fine_pdf": Page(boxes=EVIDENCE, object="case", state="INVESTIGATING"),
    "case_visits": Page(boxes=READERS, object="case", state="INVESTIGATING"),
    "case_visit_new": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_visit_print": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_visit": Page(boxes=READERS, object="case", state="INVESTIGATING"),
    "case_visit_photos": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_papers": Page(boxes=READERS, object="case"),
    "case_extracts": Page(boxes=READERS, object="case"),
    "case_extract": Page(boxes=READERS, object="case"),
    "case_extract_facts": Page(boxes=of("P-INV"), object="case"),
    "visit_offline": Page(boxes=of("P-INV"), object="case"),
    "visit_entry": Page(boxes=of("P-INV"), object="case", shown=NO_PAGE),  # an entry is its writer's alone
    "visit_entry_photo": Page(boxes=of("P-INV"), object="case", words=(("number", "1"),), shown=frozenset({400})),
    "visit_entry_send": Page(boxes=of("P-INV"), object="case", shown=frozenset({400})),
    "visit_empty_page": Page(public=True),
    "visit_worker": Page(public=True),
    # public only so that a device whose session has ended is told so as JSON
    "visit_session": Page(public=True, anonymous=frozenset({401})),
    "case_paper_scan": Page(boxes=of("P-REG", "P-INTAKE"), object="case"),
    "case_paper_page": Page(boxes=READERS, object="case", words=(("number", "1"),)),
    "case_paper_copy": Page(boxes=READERS, object="case"),
    "case_paper_original": Page(boxes=of("P-INTAKE", "P-INV", "P-REV", "PM-AGENDA", "AU"), object="case"),
    "questions": Page(boxes=TALKING),
    "case_conversation": Page(boxes=TALKING, object="case"),
    "case_call": Page(boxes=TALKING, object="case", shown=SENT_ON),
    "letterbox": Page(boxes=ASKING),
    "alerts": Page(boxes=READERS),
    "alert_close": Page(boxes=READERS, shown=SENT_ON),
    "alert_address": Page(boxes=READERS, shown=SENT_ON),
    "notices": Page(boxes=of("P-INTAKE", "PM-SERVE")),
    "notice_decide": Page(boxes=of("P-INTAKE", "PM-SERVE"), shown=SENT_ON),
    "notice_outbox": Page(boxes=of("P-INTAKE", "PM-SERVE")),
    "notice_templates": Page(boxes=of("PM-PARAM")),
    "notice_template": Page(boxes=of("PM-PARAM"), words=(("code", "table"), ("channel", "sms"))),
}
