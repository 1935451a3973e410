"""Who may hold which permission box, and who may give it (S1-USR-01, S1-USR-09)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from teojeon.kernel import clock
from teojeon.kernel.people.actors import REGISTRAR_PRINCIPAL, load_official
from teojeon.kernel.people.boxes import BOXES, Kind
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.people.models import Grant, Official
from teojeon.kernel.people.officials import create_official, create_organisation, grant, revoke
from teojeon.kernel.work.refusals import Forbidden, Refusal
from teojeon.kernel.work.unit import unit_of_work

pytestmark = pytest.mark.usefixtures("office")


def _grant(username: str, box: str, **changed: object) -> Grant:
    words: dict[str, object] = {"applied_by": "head", "approved_by": "reviewer"}
    with unit_of_work(REGISTRAR_PRINCIPAL):
        return grant(username, box, **(words | changed))  # type: ignore[arg-type]


def _refusal_of(username: str, box: str, **changed: object) -> str:
    with pytest.raises(Refusal) as caught:
        _grant(username, box, **changed)
    return caught.value.code


def _boxes(username: str) -> frozenset[str]:
    with unit_of_work(None):
        return load_official(Official.objects.get(username=username).account).boxes


@pytest.mark.req("S1-USR-01")
def test_creating_an_account_gives_no_right() -> None:
    assert _boxes("seoul") == frozenset()


@pytest.mark.req("S1-USR-01")
def test_one_person_with_two_posts_has_two_accounts_whose_rights_never_meet() -> None:
    with unit_of_work(REGISTRAR_PRINCIPAL):
        create_official("seoul2", "서울담당", "MOLIT")
    _grant("seoul", "P-INV")
    _grant("seoul2", "PM-PARAM")
    assert _boxes("seoul") == {"P-INV"}
    assert _boxes("seoul2") == {"PM-PARAM"}


def test_the_first_password_signs_in_and_stands_nowhere() -> None:
    with unit_of_work(REGISTRAR_PRINCIPAL):
        new = create_official("seoul3", "김서울", "SD-11", position="주무관")
    account = Account.objects.get(username="seoul3")
    assert account.check_password(new.password)
    assert new.password not in repr(new) and new.password not in account.password


@pytest.mark.req("S1-USR-09")
def test_a_granted_box_is_held_and_a_revoked_one_is_not() -> None:
    _grant("seoul", "P-INTAKE")
    assert _boxes("seoul") == {"P-INTAKE"}
    with unit_of_work(REGISTRAR_PRINCIPAL):
        revoke("seoul", "P-INTAKE")
    assert _boxes("seoul") == frozenset()
    _grant("seoul", "P-INTAKE")
    assert Grant.objects.filter(box="P-INTAKE").count() == 2, "the row of the first grant stays"


def test_a_box_ends_with_its_last_instant() -> None:
    end = clock.business_now() + dt.timedelta(days=30)
    _grant("seoul", "P-INV", valid_to=end)
    account = Official.objects.get(username="seoul").account
    with clock.shifted(dt.timedelta(days=30, seconds=-30)):
        assert load_official(account).boxes == {"P-INV"}
    with clock.shifted(dt.timedelta(days=30, seconds=1)):
        assert load_official(account).boxes == frozenset()


@pytest.mark.req("S1-USR-09")
@pytest.mark.parametrize("box", sorted(BOXES))
@pytest.mark.parametrize(
    ("username", "kind"),
    [("seoul", Kind.PROVINCE), ("jongno", Kind.DISTRICT), ("molit", Kind.MINISTRY), ("member", Kind.COMMITTEE)],
)
def test_a_box_is_given_to_its_holders_only(box: str, username: str, kind: Kind) -> None:
    if kind in BOXES[box].holders:
        assert _grant(username, box).box == box
    else:
        assert _refusal_of(username, box) == "NOT_A_HOLDER"


@pytest.mark.req("S1-USR-09")
@pytest.mark.parametrize("box", ["P-INTAKE", "P-SEND"])
def test_a_district_gets_neither_intake_nor_sending(box: str) -> None:
    assert _refusal_of("jongno", box) == "NOT_A_HOLDER"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"applied_by": "head", "approved_by": "head"}, "SAME_PERSON"),
        ({"applied_by": "seoul"}, "OWN_RIGHTS"),
        ({"approved_by": "seoul"}, "OWN_RIGHTS"),
        ({"applied_by": "nobody1"}, "UNKNOWN_OFFICIAL"),
        ({"approved_by": "registrar"}, "UNKNOWN_OFFICIAL"),
        ({"valid_to": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "BAD_DATE"),
    ],
)
def test_a_grant_needs_two_other_people_and_a_date_to_come(changed: dict[str, object], code: str) -> None:
    assert _refusal_of("seoul", "P-INV", **changed) == code
    assert not Grant.objects.exists()


def test_unknown_boxes_people_and_principals_are_refused() -> None:
    assert _refusal_of("seoul", "P-ALL") == "UNKNOWN_BOX"
    assert _refusal_of("nobody1", "P-INV") == "UNKNOWN_OFFICIAL"
    assert _refusal_of("intake", "PM-SEAL") == "UNKNOWN_OFFICIAL"


def test_a_box_that_is_held_is_not_given_twice() -> None:
    _grant("seoul", "P-INV")
    assert _refusal_of("seoul", "P-INV") == "ALREADY_GRANTED"


PAIRS = [("seoul", "P-INV", "P-REV"), ("molit", "PM-DRAFT", "PM-SEAL"), ("molit", "PM-DRAFT", "PM-SEC")]
BOTH_ORDERS = PAIRS + [(username, second, first) for username, first, second in PAIRS]


@pytest.mark.req("S1-USR-09")
@pytest.mark.parametrize(("username", "held", "wanted"), BOTH_ORDERS)
def test_a_conflict_pair_is_refused_unless_for_different_cases_and_then_noted(username: str, held: str, wanted: str) -> None:
    _grant(username, held)
    assert _refusal_of(username, wanted) == "CONFLICT_PAIR"
    assert _grant(username, wanted, both_on_different_cases=True).conflict_noted
    assert _boxes(username) == {held, wanted}


def test_boxes_that_do_not_exclude_each_other_need_no_flag_and_note_nothing() -> None:
    _grant("molit", "PM-SEC")
    assert not _grant("molit", "PM-SEAL").conflict_noted


def test_the_auditor_holds_nothing_else() -> None:
    _grant("molit", "AU")
    assert _refusal_of("molit", "PM-SEAL") == "AUDITOR_ONLY"
    with unit_of_work(REGISTRAR_PRINCIPAL):
        revoke("molit", "AU")
    _grant("molit", "PM-SEAL")
    assert _refusal_of("molit", "AU") == "AUDITOR_ONLY"


def test_a_box_that_is_not_held_cannot_be_revoked() -> None:
    with pytest.raises(Refusal, match="NOT_GRANTED"), unit_of_work(REGISTRAR_PRINCIPAL):
        revoke("seoul", "P-INV")


def test_only_the_registrar_registers(give: Callable[..., None]) -> None:
    give("molit", "PM-SEAL")
    somebody = Official.objects.get(username="molit").account
    with pytest.raises(Forbidden), unit_of_work(somebody):
        grant("seoul", "P-INV", applied_by="head", approved_by="reviewer")
    with pytest.raises(Forbidden), unit_of_work(somebody):
        create_official("friend1", "친구", "MOLIT")
    with pytest.raises(Forbidden), unit_of_work(somebody):
        create_organisation("SD-99", "새 도", Kind.PROVINCE)


@pytest.mark.parametrize(
    ("username", "name", "organisation", "code"),
    [
        ("abc", "김", "SD-11", "BAD_USERNAME"),
        ("Seoul9", "김", "SD-11", "BAD_USERNAME"),
        ("seoul9", "", "SD-11", "BAD_NAME"),
        ("seoul9", "가" * 41, "SD-11", "BAD_NAME"),
        ("seoul9", "가\x00", "SD-11", "BAD_NAME"),
        ("seoul9", "김", "SD-77", "UNKNOWN_ORGANISATION"),
        ("seoul", "김", "SD-11", "ALREADY_REGISTERED"),
        ("registrar", "김", "SD-11", "ALREADY_REGISTERED"),
    ],
)
def test_a_badly_described_official_is_not_registered(username: str, name: str, organisation: str, code: str) -> None:
    before = Account.objects.count()
    with pytest.raises(Refusal, match=code), unit_of_work(REGISTRAR_PRINCIPAL):
        create_official(username, name, organisation)
    assert Account.objects.count() == before


@pytest.mark.parametrize("name", ["김", "가" * 40])
def test_names_of_one_letter_and_of_forty_are_registered(name: str) -> None:
    with unit_of_work(REGISTRAR_PRINCIPAL):
        assert create_official("seoul9", name, "SD-11").official.name == name


@pytest.mark.parametrize(
    ("code", "kind", "supervisor", "refusal"),
    [
        ("MOLIT", Kind.MINISTRY, "", "ALREADY_REGISTERED"),
        ("MOLIT2", Kind.MINISTRY, "", "ALREADY_REGISTERED"),
        ("SD-11", Kind.PROVINCE, "", "ALREADY_REGISTERED"),
        ("SGG-11140", Kind.DISTRICT, "", "SUPERVISOR_MISSING"),
        ("SGG-11140", Kind.DISTRICT, "SD-77", "UNKNOWN_ORGANISATION"),
        ("한글", Kind.OPERATOR, "", "BAD_CODE"),
    ],
)
def test_a_badly_described_organisation_is_not_registered(code: str, kind: Kind, supervisor: str, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal), unit_of_work(REGISTRAR_PRINCIPAL):
        create_organisation(code, "기관", kind, supervisor=supervisor)


def test_the_database_refuses_a_grant_by_one_person_alone() -> None:
    row = _grant("seoul", "P-INV")
    with pytest.raises(IntegrityError, match="grant_two_people"), transaction.atomic():
        Grant.objects.filter(pk=row.pk).update(approved_by=row.applied_by)
    with pytest.raises(IntegrityError, match="grant_not_for_oneself"), transaction.atomic():
        Grant.objects.filter(pk=row.pk).update(approved_by=row.account)


def test_a_grant_is_chained_in_the_audit_under_the_event_it_carries() -> None:
    row = _grant("seoul", "P-INV")
    with unit_of_work(REGISTRAR_PRINCIPAL):
        revoke("seoul", "P-INV")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM audit_event WHERE id = %s", [row.event])
        (body,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM audit_event WHERE body LIKE %s", [f"%people.revoke%{row.pk}%"])
        assert cursor.fetchone() == (1,)
    assert "people.grant" in body and str(REGISTRAR_PRINCIPAL) in body and "서울담당" not in body
