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
        "CM",
        "CM-CHAIR",
        "AU",
    ]  # who reads cases
)
LETTER_READERS = frozenset(["PM-AGENDA", "PM-SEC", "PM-DRAFT", "PM-SEAL", "PM-SERVE", "AU"])
MEETING_READERS = LETTER_READERS | {"CM", "CM-CHAIR"}
UNMASKING = frozenset(["P-INTAKE", "P-INV", "PM-DRAFT", "PM-SERVE"])
SHOWN, SENT_ON = frozenset({200}), frozenset({301, 302, 303})


@dataclass(frozen=True)
class Page:
    """`public`: no sign-in asked. `boxes`: any one of them suffices; empty = every signed-in account.

    `object`: what its address names (`case`, `meeting`, `value`, `draft`, `filing`), empty for none; `state`: in which state the own
    one is. `shown`: answers to those who may see it; `anonymous`: answers of a public page to a visitor. `without_factor`: an official
    may open it before there is a second factor. `step_up`: asks for a fresh authentication. `words`: the other words of the address.
    """

    public: bool = False
    boxes: frozenset[str] = frozenset()
    object: str = ""
    state: str = "SUBMITTED"
    shown: frozenset[int] = SHOWN
    anonymous: frozenset[int] = SHOWN
    without_factor: bool = False
    step_up: bool = False
    words: tuple[tuple[str, str], ...] = ()


def of(*boxes: str) -> frozenset[str]:
    return frozenset(boxes)


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
}

PORTAL = SIGNING_IN | {
    "home": Page(public=True),
    "choose_language": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "signup_identity": Page(public=True, shown=SENT_ON),
    "signup_account": Page(public=True, shown=SENT_ON, anonymous=SENT_ON),
    "application_start": Page(),
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
    "my_withdraw": Page(object="filing", step_up=True),
}

OFFICE = SIGNING_IN | {
    "home": Page(shown=SHOWN | SENT_ON),
    "worklist": Page(boxes=READERS),
    "worklist_confirm": Page(boxes=of("P-INTAKE"), shown=SENT_ON),
    "case": Page(boxes=READERS, object="case"),
    "case_confirm": Page(boxes=of("P-INTAKE"), object="case"),
    "case_unmask": Page(boxes=UNMASKING, object="case", words=(("field", "mobile"),)),
    "case_open": Page(boxes=of("P-INV"), object="case", state="RECEIVED"),
    "case_fact": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING", words=(("code", "deposit_current"),)),
    "case_unknowns": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_finding": Page(boxes=of("PM-SEC"), object="case", state="TABLED", words=(("code", "intent_found"),)),
    "case_report": Page(boxes=of("P-INV"), object="case", state="INVESTIGATING"),
    "case_review": Page(boxes=of("P-REV"), object="case", state="REVIEW"),
    "case_send": Page(boxes=of("P-SEND"), object="case", state="READY"),
    "case_package": Page(boxes=READERS, object="case", state="SENT"),
    "case_opinion": Page(boxes=of("PM-AGENDA"), object="case", state="SENT"),
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
}
