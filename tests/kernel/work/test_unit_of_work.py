"""The unit of work: one transaction that knows who acts, and that keeps nothing it should not keep."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import InternalError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, set_urlconf

from teojeon.kernel.audit.events import act_event
from teojeon.kernel.cases.models import Case
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal
from teojeon.kernel.work.unit import current
from tests.kernel.work import acts
from tests.kernel.work.conftest import Scene
from tests.support.house import House, finished, house_of_its_own
from tests.support.people import unit
from tests.support.sides import as_side

PASSWORD = "han-gang-2026"
FAILURES: dict[str, Exception] = {
    "missing": Missing("case"),
    "gone": Http404(),
    "forbidden": Forbidden("FORBIDDEN", "권한 없음: 시험"),
    "refused": Refusal("BAD_VALUE", "다른 값을 적습니다."),
}
CASE = uuid.UUID(int=1)


def write() -> None:
    """An event is what every write leaves: here it stands for all of them."""
    current().events.append(act_event(MINISTRY_CODE, CASE, action="tests.write", actor=None, organisation=None, key=CASE))
    Account.objects.create_user(f"made{uuid4().hex[:10]}", None, created_at="2026-11-20T00:00Z")


@page(public=True)
def writes(request: HttpRequest) -> HttpResponse:
    write()
    return HttpResponse("written")


@page(public=True)
def fails(request: HttpRequest, how: str) -> HttpResponse:
    write()
    raise FAILURES[how]


@page(public=True)
def answers_500(request: HttpRequest) -> HttpResponse:
    write()
    return HttpResponse("broken", status=500)


@page(public=True)
def refused_inside(request: HttpRequest) -> HttpResponse:
    """A page that shows a refusal itself keeps what it did besides."""
    write()
    return HttpResponse("shown", status=409)


urlpatterns = [
    path("writes/", writes, name="writes"),
    path("fails/<slug:how>/", fails, name="fails"),
    path("answers-500/", answers_500, name="answers_500"),
    path("refused-inside/", refused_inside, name="refused_inside"),
]


@pytest.fixture
def door(db: None, keys: Path) -> Iterator[Client]:
    """The portal with pages that write."""
    with as_side("portal"), override_settings(ROOT_URLCONF=__name__):
        set_urlconf(None)
        yield Client(raise_request_exception=False)


def made() -> int:
    return Account.objects.filter(username__startswith="made").count()


def written() -> int:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")  # the portal may not read the log
        cursor.execute("SELECT count(*) FROM audit_event WHERE body LIKE '%tests.write%'")
        return int(cursor.fetchone()[0])


def test_a_posted_page_keeps_what_it_wrote_and_chains_it(door: Client) -> None:
    assert door.post("/writes/").status_code == 200
    assert (made(), written()) == (1, 1)


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_write_while_reading_fails_and_leaves_nothing(door: Client, method: str) -> None:
    assert getattr(door, method)("/writes/").status_code == 500
    assert (made(), written()) == (0, 0)


def test_a_read_only_unit_refuses_a_write_in_the_database_itself(scene: Scene) -> None:
    reading = unit("office", INTAKE_PRINCIPAL, read_only=True)
    with pytest.raises(InternalError, match="read-only transaction"), reading, connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET state = 'SERVED'")


@pytest.mark.parametrize(("how", "status"), [("missing", 404), ("gone", 404), ("forbidden", 403), ("refused", 409)])
def test_what_was_written_before_a_refusal_is_rolled_back(door: Client, how: str, status: int) -> None:
    assert door.post(f"/fails/{how}/").status_code == status
    assert (made(), written()) == (0, 0)


def test_what_was_written_before_a_failed_answer_is_rolled_back(door: Client) -> None:
    assert door.post("/answers-500/").status_code == 500
    assert (made(), written()) == (0, 0)


def test_a_page_that_shows_a_refusal_itself_keeps_what_it_did_besides(door: Client) -> None:
    assert door.post("/refused-inside/").status_code == 409
    assert (made(), written()) == (1, 1)


def test_an_error_in_the_unit_takes_everything_back(scene: Scene) -> None:
    with pytest.raises(ZeroDivisionError), unit("office", scene.investigator):
        acts.note(scene.case)
        raise ZeroDivisionError
    assert scene.stored().version == 1
    assert len(scene.timeline()) == 1
    assert scene.events("tests.note") == []


def test_events_are_chained_in_the_order_of_the_acts(scene: Scene) -> None:
    with unit("office", scene.investigator):
        for day in ("mon", "tue", "wed"):
            acts.note(scene.case, day=day)
    versions = [body.split('"version":')[1].rstrip("}") for body in scene.events("tests.note")]
    assert versions == ["2", "3", "4"]


def test_an_event_inside_a_released_savepoint_stays(scene: Scene) -> None:
    with unit("office", scene.investigator), transaction.atomic(), transaction.atomic():
        acts.note(scene.case)
    assert len(scene.events("tests.note")) == 1


def test_without_a_unit_nobody_acts(scene: Scene) -> None:
    with pytest.raises(LookupError):
        acts.note(scene.case)


def test_after_a_unit_its_account_is_forgotten(scene: Scene) -> None:
    with unit("office", INTAKE_PRINCIPAL) as first:
        assert first.actor.organisations
    with unit("office", None) as second:
        assert second.actor.organisations == ()
        with connection.cursor() as cursor:
            cursor.execute("SELECT acting_account(), (SELECT count(*) FROM cases_case)")
            assert cursor.fetchone() == (None, 0)


def test_the_row_policy_hides_what_the_query_forgot_to_hide(scene: Scene) -> None:
    with unit("office", scene.stranger), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        assert cursor.fetchone() == (0,)
        assert not Case.objects.visible_to(current().actor).exists()


# two at once: real log-ins, real commits, a process of its own

TWO_AT_ONCE = """
import json, threading, uuid
from django.db import connection
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, REGISTRAR_PRINCIPAL
from teojeon.kernel.people.officials import create_official, grant
from teojeon.kernel.work.refusals import Refusal, Stopped
from teojeon.kernel.work.unit import unit_of_work
from tests.kernel.work import acts
from tests.support.filings import bare_case

with unit_of_work(REGISTRAR_PRINCIPAL):
    create_official("head", "기관장", "MOLIT")
    create_official("approver", "승인자", "MOLIT")
    official = create_official("inves01", "서울담당", "SD-11").official.account
    grant("inves01", "P-INV", applied_by="head", approved_by="approver")
with unit_of_work(INTAKE_PRINCIPAL):
    cases = [bare_case("SD-11").pk for _ in range(3)]
answers = []

def at_once(*acts_of_threads):
    gate = threading.Barrier(len(acts_of_threads))
    def run(act):
        gate.wait()
        try:
            with unit_of_work(official):
                answers.append(act())
        except (Refusal, Stopped) as refusal:
            answers.append(type(refusal).__name__)
        finally:
            connection.close()
    threads = [threading.Thread(target=run, args=[act]) for act in acts_of_threads]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

{scenario}
print(json.dumps(answers))
"""
SLOW = "lambda: acts.slow(cases[0], {words}log={log!r})"


@pytest.fixture
def real_house(tmp_path: Path, keys: Path) -> Iterator[House]:
    with house_of_its_own("work", tmp_path / "house", keys) as house:
        yield house


def at_once(house: House, *acts_of_threads: str, before: str = "") -> list[object]:
    scenario = f"{before}\nat_once({', '.join(acts_of_threads)})"
    answers: list[object] = json.loads(finished(house.python(TWO_AT_ONCE.replace("{scenario}", scenario), "office")))
    return answers


def test_two_acts_on_one_row_run_one_after_the_other(real_house: House, tmp_path: Path) -> None:
    log = tmp_path / "log"
    act = SLOW.format(words="", log=str(log))
    answers = at_once(real_house, act, act)
    assert log.read_text().split() == ["in", "out", "in", "out"]
    assert sorted(answer["version"] for answer in answers) == [2, 3]  # type: ignore[index]


def test_of_two_who_saw_the_same_version_one_is_told_that_it_is_stale(real_house: House, tmp_path: Path) -> None:
    act = SLOW.format(words="version=1, ", log=str(tmp_path / "log"))
    answers = at_once(real_house, act, act)
    assert (tmp_path / "log").read_text().split() == ["in", "out"]
    assert "Stale" in answers


def test_twins_of_one_request_get_one_answer_and_leave_one_record(real_house: House, tmp_path: Path) -> None:
    act = SLOW.format(words="version=1, request=number, ", log=str(tmp_path / "log"))
    answers = at_once(real_house, *[act] * 4, before="number = uuid.uuid4()")
    assert (tmp_path / "log").read_text().split() == ["in", "out"]
    assert len(answers) == 4
    assert all(answer == answers[0] and isinstance(answer, dict) for answer in answers)


def test_two_runs_over_the_same_rows_in_opposite_order_do_not_wait_for_each_other_in_a_ring(real_house: House) -> None:
    run = "lambda: acts.note.run({key: 1 for key in %s})"
    answers = at_once(real_house, run % "cases", run % "cases[::-1]")
    assert sorted(str(answer) for answer in answers) == ["3", "Stopped"]
