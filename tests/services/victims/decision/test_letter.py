"""The decision letter from draft to seal: what it says, who may do what, and that it never differs from the minutes."""

import errno
import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from teojeon.kernel.committees import actions, minutes
from teojeon.kernel.documents.seal import verify_sealed
from teojeon.kernel.documents.store import StoreFull
from teojeon.kernel.documents.typeset import MissingGlyph
from teojeon.kernel.work.refusals import Forbidden, Missing
from teojeon.services.victims.agenda.actions import table, table_again
from teojeon.services.victims.decision.actions import (
    dispatch_letter,
    draft_letter,
    record_service,
    seal_letter,
)
from teojeon.services.victims.decision.content import FULL_GRANT_REASON, INSTRUCTIONS, OPERATIVE
from teojeon.services.victims.decision.models import Letter
from tests.kernel.committees.test_meeting import refused
from tests.services.victims.decision.letters import drafted, read_letter, sealed, state, stored_pdf
from tests.support.factories import ADDRESS, NAME, REASON, acting, cast, make_case, official, reload
from tests.support.meetings import convened, meeting_of, sql, taken, withdrawn

pytestmark = pytest.mark.usefixtures("office_side")

MEETING = "(SELECT meeting_id FROM committees_agendaitem WHERE matter = %s)"


@pytest.mark.parametrize("outcome", list(OPERATIVE))
def test_a_letter_says_what_was_resolved_on_whom_and_why(outcome: str) -> None:
    letter = read_letter(drafted(outcome))
    assert (letter.state, letter.outcome) == (Letter.DRAFTED, outcome)
    content = letter.content
    assert (content["applicant"], content["birth_date"], content["address"], content["house"]) == (
        NAME,
        "1990-01-01",
        ADDRESS,
        ADDRESS,
    )
    assert content["operative"] == OPERATIVE[outcome]
    assert content["reasons"][0] == REASON
    assert "제3조제1항" in content["reasons"][1] or "법§3" in content["reasons"][1], "the finding names its article"
    assert content["instructions"] == list(INSTRUCTIONS)


def test_every_letter_carries_the_instruction_on_objection_appeal_and_suit() -> None:
    text = " ".join(INSTRUCTIONS)
    for words in ("30일 이내", "국토교통부장관", "행정심판법 제27조", "180일", "행정소송법 제20조", "1년", "별지 제7호서식"):
        assert words in text


def test_every_letter_says_where_to_file_and_what_holds_when_no_answer_comes() -> None:
    objection, appeal, suit, after = INSTRUCTIONS
    assert "이의신청서를 국토교통부장관에게 냅니다" in objection
    assert "국토교통부장관이나 중앙행정심판위원회에 냅니다(행정심판법 제23조)" in appeal
    assert "피고의 소재지를 관할하는 행정법원에 냅니다(행정소송법 제9조)" in suit
    assert "결과를 통지받은 날부터 90일 이내" in after
    assert "통지받지 못한 경우에는 통지기간이 끝나는 날의 다음 날부터 90일 이내" in after and "제36조제3항·제4항" in after


def test_a_full_grant_does_not_claim_conditions_from_which_the_act_exempts() -> None:
    assert "제3조제1항에 따른 요건을 갖춘 것으로 의결하였습니다" in FULL_GRANT_REASON and "모두" not in FULL_GRANT_REASON


def test_decision_numbers_follow_each_other() -> None:
    numbers = [int(read_letter(drafted()).decision_no.rsplit("-", 1)[1]) for _ in range(3)]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


def test_the_drafter_words_the_reasons_and_a_resident_number_is_masked() -> None:
    case = drafted()
    with acting("drafter"):
        answer = draft_letter(case, reasons=["첫째 이유입니다.", " ", "임차인 900101-1234567의 진술"])
    letter = read_letter(case)
    assert letter.content["reasons"] == ["첫째 이유입니다.", "임차인 900101-1******의 진술"]
    assert answer["masked"] is True
    refused("TOO_LONG", draft_letter, case, reasons=["가" * 8001], who="drafter")
    with acting("sealer"):
        seal_letter(case)


def test_only_a_resolved_case_has_a_letter() -> None:
    refused("ILLEGAL_TRANSITION", draft_letter, make_case("TABLED"), who="drafter")
    refused("ILLEGAL_TRANSITION", seal_letter, make_case("TABLED"), who="sealer")
    refused("NO_DRAFT", seal_letter, make_case("RESOLVED"), who="sealer")


def test_the_sealed_copy_is_stored_under_the_case_s_key_and_its_hash_is_kept() -> None:
    case = sealed()
    letter, pdf = read_letter(case), stored_pdf(case)
    assert (letter.state, state(case)) == (Letter.SEALED, "DECIDED")
    assert letter.sha256 == hashlib.sha256(pdf).hexdigest()
    check = verify_sealed(pdf)
    assert check.holds and letter.sealed_at is not None
    assert check.signed_at == letter.sealed_at.replace(microsecond=0)
    files = [path.read_bytes() for path in Path(settings.FILES_DIR, "office").rglob("*") if path.is_file()]
    assert files and not any(content.startswith(b"%PDF") for content in files), "on the disk nobody reads it"


def test_the_letter_is_an_accessible_archive_pdf_with_all_that_the_law_wants_in_it() -> None:
    with pikepdf.open(io.BytesIO(stored_pdf(sealed(outcome="REJECT")))) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("2", "A", "1")
        assert str(pdf.Root.Lang).startswith("ko") and "/StructTreeRoot" in pdf.Root
        assert len(pdf.pages) == 1, "an ordinary letter fits on one sheet"


# separation of duties, on every route


def test_who_drafted_does_not_seal() -> None:
    both = official("both", "MOLIT", "PM-DRAFT", "PM-SEAL", noted=True)
    case = make_case("RESOLVED")
    with acting(both):
        draft_letter(case)
    refused("SAME_PERSON", seal_letter, case, who=both)
    assert state(case) == "RESOLVED"


def test_who_drafted_first_does_not_seal_after_somebody_else_drafted_again() -> None:
    both = official("both", "MOLIT", "PM-DRAFT", "PM-SEAL", noted=True)
    case = make_case("RESOLVED")
    with acting(both):
        draft_letter(case)
    with acting("drafter"):
        draft_letter(case, reasons=["다시 적은 이유입니다."])
    refused("SAME_PERSON", seal_letter, case, who=both)
    with acting("sealer"):
        seal_letter(case)


@pytest.mark.req("S1-INV-08")
def test_who_signed_the_opinion_does_not_seal() -> None:
    case = drafted()
    sql(
        "INSERT INTO people_grant (id, account, box, valid_from, applied_by, approved_by, conflict_noted, event)"
        " VALUES (gen_random_uuid(), %s, 'PM-SEAL', now() - interval '1 day', gen_random_uuid(), gen_random_uuid(), true,"
        " gen_random_uuid())",
        cast("agenda"),
    )
    assert refused("SAME_PERSON", seal_letter, case, who="agenda").source == "S1-INV-08"
    with acting("sealer"):
        seal_letter(case)


def test_who_sealed_cannot_draft_afterwards() -> None:
    both = official("both", "MOLIT", "PM-DRAFT", "PM-SEAL", noted=True)
    case = drafted()
    with acting(both):
        seal_letter(case)
    refused("ILLEGAL_TRANSITION", draft_letter, case, who=both)


def test_the_database_itself_refuses_one_person_for_both() -> None:
    case = sealed()
    with pytest.raises(IntegrityError, match="letter_two_people"), transaction.atomic():
        sql("UPDATE victims_letter SET sealed_by = drafted_by WHERE case_id = %s", case)


def test_the_secretary_of_the_meeting_does_not_draft_and_the_drafter_cannot_become_secretary() -> None:
    case = make_case("RESOLVED")
    sql(
        "INSERT INTO people_grant (id, account, box, valid_from, applied_by, approved_by, conflict_noted, event)"
        " SELECT gen_random_uuid(), account, box, now() - interval '1 day', gen_random_uuid(), gen_random_uuid(), true,"
        " gen_random_uuid() FROM (VALUES (%s::uuid, 'PM-DRAFT'), (%s::uuid, 'PM-SEC')) AS given (account, box)",
        cast("secretary"),
        cast("drafter"),
    )
    refused("CONFLICT", draft_letter, case, who="secretary")
    with acting("drafter"):
        draft_letter(case)
    meeting = convened()
    refused("ILLEGAL_TRANSITION", table, case, meeting=meeting, motion="GA", who="drafter")
    refused("NOT_DEFERRED", table_again, case, meeting=meeting, motion="GA", who="drafter")
    item, old = sql("SELECT id FROM committees_agendaitem WHERE matter = %s", case)[0][0], meeting_of(case)
    for act, data in (
        (actions.set_motion, {"item": item, "motion": "REJECT", "reason": "이유"}),
        (actions.close_item, {"item": item}),
        (actions.defer, {"item": item, "reason": "이유"}),
        (minutes.close_meeting, {}),
        (minutes.sign_as_secretary, {}),
    ):
        refused("NOT_THE_SECRETARY", act, old, who="drafter", **data)


@pytest.mark.parametrize(
    ("act", "data", "right"),
    [
        (draft_letter, {}, "drafter"),
        (seal_letter, {}, "sealer"),
        (dispatch_letter, {"method": "post"}, "server"),
        (record_service, {"method": "post", "arrived_on": None, "proof": "x"}, "server"),
    ],
)
def test_each_act_needs_its_own_box_and_is_nothing_to_a_foreign_province(act: Any, data: dict[str, Any], right: str) -> None:
    case = make_case("RESOLVED")
    for who in {"drafter", "sealer", "server", "secretary", "auditor", "invest"} - {right}:
        with pytest.raises(Forbidden), acting(who):
            act(case, **data)
    with pytest.raises(Missing), acting("invest", "26"):
        act(case, **data)


# a letter that differs from the minutes cannot be sealed

TAMPERED = {
    "the letter's outcome": "UPDATE victims_letter SET outcome = 'NA' WHERE case_id = %s",
    "the letter's operative part": "UPDATE victims_letter SET content = jsonb_set(content, '{operative}', '\"다른 주문\"') WHERE case_id = %s",
    "the letter's applicant": "UPDATE victims_letter SET content = jsonb_set(content, '{applicant}', '\"김다른\"') WHERE case_id = %s",
    "the letter's instructions": "UPDATE victims_letter SET content = jsonb_set(content, '{instructions}', '[]') WHERE case_id = %s",
    "the letter's reasons, emptied": "UPDATE victims_letter SET content = jsonb_set(content, '{reasons}', '[]') WHERE case_id = %s",
    "a text slipped into the letter": "UPDATE victims_letter SET content = content || '{\"draft\": true}' WHERE case_id = %s",
    "the letter's hash of the minutes": "UPDATE victims_letter SET minutes_sha256 = repeat('0', 64) WHERE case_id = %s",
    "the item's result": "UPDATE committees_agendaitem SET result = 'NA' WHERE matter = %s",
    "the item's sheet": 'UPDATE committees_agendaitem SET sheet = sheet || \'{"receipt_no": "other"}\' WHERE matter = %s',
    "the minutes": f"UPDATE committees_meeting SET minutes = replace(minutes, '\"GA\"', '\"NA\"') WHERE id = {MEETING}",
    "the minutes and their hash": f"""UPDATE committees_meeting SET minutes = replace(minutes, '"GA"', '"NA"'),
        minutes_sha256 = encode(sha256(convert_to(replace(minutes, '"GA"', '"NA"'), 'UTF8')), 'hex') WHERE id = {MEETING}""",
    "the applicant's name after the draft": "UPDATE people_party SET name = '김다른' WHERE case_id = %s",
}


@pytest.mark.parametrize("what", list(TAMPERED))
def test_a_letter_that_differs_from_the_minutes_cannot_be_sealed(what: str) -> None:
    case = drafted()
    sql(TAMPERED[what], case)
    refused("DIFFERS_FROM_MINUTES", seal_letter, case, who="sealer")
    assert (state(case), read_letter(case).document) == ("RESOLVED", None)


def test_nor_after_minutes_item_hash_and_letter_were_all_changed_to_agree_with_each_other() -> None:
    """What remains is the timeline, to which the office can only add."""
    case = make_case("RESOLVED", outcome="REJECT")
    sql("UPDATE committees_agendaitem SET result = 'GA' WHERE matter = %s", case)
    sql(
        f"""UPDATE committees_meeting SET minutes = replace(minutes, '"REJECT"', '"GA"'),
        minutes_sha256 = encode(sha256(convert_to(replace(minutes, '"REJECT"', '"GA"'), 'UTF8')), 'hex') WHERE id = {MEETING}""",
        case,
    )
    refused("DIFFERS_FROM_MINUTES", draft_letter, case, who="drafter")


def test_an_honest_redraft_heals_a_letter_that_was_changed() -> None:
    case = drafted()
    sql(TAMPERED["the letter's operative part"], case)
    with acting("drafter"):
        draft_letter(case)
    with acting("sealer"):
        seal_letter(case)


def test_a_sealed_letter_cannot_be_drafted_or_sealed_again() -> None:
    case = sealed()
    before = stored_pdf(case)
    refused("ILLEGAL_TRANSITION", draft_letter, case, reasons=["다른 이유"], who="drafter")
    refused("ILLEGAL_TRANSITION", seal_letter, case, who="sealer")
    assert stored_pdf(case) == before


def test_a_case_withdrawn_before_the_seal_is_not_decided() -> None:
    case = drafted()
    withdrawn(case)
    taken(case)
    refused("ILLEGAL_TRANSITION", seal_letter, case, who="sealer")
    assert (state(case), read_letter(case).state) == ("WITHDRAWN", Letter.DRAFTED)


def test_a_letter_of_a_name_without_glyph_stays_a_draft_and_names_the_character() -> None:
    case = make_case("RESOLVED", name="김\U000104a0수")
    with acting("drafter"):
        draft_letter(case)
    with pytest.raises(MissingGlyph) as caught, acting("sealer"):
        seal_letter(case)
    assert caught.value.characters == ("\U000104a0",)
    assert (state(case), read_letter(case).state) == ("RESOLVED", Letter.DRAFTED)


def office_files() -> set[Path]:
    return {path for path in Path(settings.FILES_DIR, "office").rglob("*") if path.is_file()}


def test_a_full_disk_leaves_the_draft_and_nothing_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    case, before = drafted(), office_files()
    version = reload(case).version

    def no_room(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("teojeon.kernel.documents.store.os.fsync", no_room)
    with pytest.raises(StoreFull), acting("sealer"):
        seal_letter(case)
    monkeypatch.undo()
    letter = read_letter(case)
    assert (letter.state, letter.document, letter.sha256, letter.sealed_by) == (Letter.DRAFTED, None, "", None)
    assert (state(case), reload(case).version, office_files()) == ("RESOLVED", version, before)
    assert sql("SELECT count(*) FROM documents_document WHERE case_id = %s", case) == [(0,)]
    with acting("sealer"):
        seal_letter(case)


def test_a_row_that_cannot_be_written_takes_its_file_along(monkeypatch: pytest.MonkeyPatch) -> None:
    case, before = drafted(), office_files()

    def broken(self: Letter, **words: object) -> None:
        raise IntegrityError("the row was refused")

    monkeypatch.setattr(Letter, "save", broken)
    with pytest.raises(IntegrityError), acting("sealer"):
        seal_letter(case)
    assert office_files() == before


def test_a_draft_leaves_no_file() -> None:
    before = office_files()
    drafted()
    assert office_files() == before
