"""Agencies' machines at the running house: real processes, real keys, a real network; and what a thief of the portal finds of it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from teojeon.services.victims.letterbox.protocol import account_of
from tests.support import databases
from tests.support.agencies import NEEDLE
from tests.support.house import House, finished, house_of_its_own, wait_until
from tools.agency import keys as agency_keys
from tools.agency.portal import Portal

pytestmark = [pytest.mark.slow, pytest.mark.req("S1-INV-03", "S1-NET-02", "S1-NET-03")]

OFFICIALS = "from tests.support.casting import official\nofficial('anybody', 'MOLIT')\nprint(1)"
ASK = """
from teojeon.services.victims.requests.actions import Asked, draft, issue
from tests.support import factories
from tests.support.casting import acting
case = factories.make_case("INVESTIGATING")
with acting("invest"):
    row = draft(Asked("11", "HUG", (case,), landlord_name={needle!r}))
with acting("invest"):
    print(issue(row.pk, version=row.version)["request_no"])
"""
SWEEP = "from teojeon.kernel.work import messages\nprint(messages.sweep())"
REPLIES = """
from django.db.models import Q
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.letterbox.models import LetterboxDeposit
from teojeon.services.victims.requests.models import ReplyRow
with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
    row = ReplyRow.objects.visible_to(unit.actor).get(code="guarantees")
    print(LetterboxDeposit.objects.visible_to(unit.actor).get().state, "guarantees", row.value[0]["amount"])
"""
THIEF = "from tests.house import letter_thief\nletter_thief.main({accounts!r}, {needles!r}, {control!r})"
NEEDLES = [NEEDLE, "teojeon-request/1", "teojeon-reply/1", "000-2023-000001", "policy_state", "legal_basis", "법§13③"]
"""The landlord, the forms of request and reply, words of the reply, and of what the request asks."""
DIED = 9


@dataclass
class Story:
    """What happened, and what the thief found at each moment."""

    number: str = ""
    thefts: dict[str, dict[str, Any]] = field(default_factory=dict)
    states: list[str] = field(default_factory=list)
    died: int = 0
    at_office: str = ""


def agent(house: House, folder: Path, behaviour: str) -> int:
    """The simulated agency looks once into its letter box, as a process of its own. Its exit code."""
    words = ["--agency", "HUG", "--portal", house.url("portal", ""), "--keys", str(folder), "--behaviour", behaviour, "--once"]
    result = subprocess.run(
        [sys.executable, "-m", "tools.agency", *words], cwd=databases.ROOT, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in result.stderr, result.stderr
    return result.returncode


def linked(house: House, folder: Path) -> Portal:
    """An agency makes its keys, is linked by the operator's command, and gets the house's public keys."""
    agency_keys.make(folder)
    finished(house.python(OFFICIALS, "office"))
    house.command("agency", "hand-out", str(folder))
    words = ("--keys", str(folder), "--applied-by", "head1", "--approved-by", "head2")
    house.command("agency", "add", "HUG", "주택도시보증공사", *words)
    return Portal(house.url("portal", ""), "HUG", agency_keys.load(folder))


def theft(house: House, number: str) -> dict[str, Any]:
    code = THIEF.format(accounts=[str(account_of("HUG"))], needles=NEEDLES, control=number)
    taken: dict[str, Any] = json.loads(finished(house.python(code, "portal")).splitlines()[-1])
    return taken


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Iterator[Story]:
    told = Story()
    with house_of_its_own("letterbox", tmp_path_factory.mktemp("house"), keys) as house:
        folder = tmp_path_factory.mktemp("agency")
        hug = linked(house, folder)
        told.number = number = finished(house.python(ASK.format(needle=NEEDLE), "office")).splitlines()[-1]
        finished(house.python(SWEEP, "portal"))
        told.thefts["waiting"] = theft(house, number)
        house.start("portal")
        told.died = agent(house, folder, "dies")
        told.states.append(hug.request(number)["state"])
        assert agent(house, folder, "wrong-key") == 0
        house.start("office-worker", "portal-worker")
        assert wait_until(lambda: hug.request(number)["state"] == "unreadable", 120)
        house.kill("office-worker")
        told.states.append(hug.request(number)["problem"]["code"])
        assert agent(house, folder, "answers") == 0
        told.states.append(hug.request(number)["state"])
        told.thefts["replied"] = theft(house, number)
        house.start("office-worker")
        assert wait_until(lambda: hug.request(number)["state"] == "taken", 120)
        told.thefts["taken"] = theft(house, number)
        told.at_office = finished(house.python(REPLIES, "office")).splitlines()[-1]
        yield told


def test_an_agencys_machine_dies_answers_under_a_wrong_key_and_then_rightly(story: Story) -> None:
    assert story.died == DIED
    assert story.states == ["fetched", "SEALED_TO_ANOTHER_KEY", "replied"]
    assert story.at_office == "TAKEN guarantees 200000000"


@pytest.mark.parametrize("moment", ["waiting", "replied", "taken"])
def test_who_takes_the_portals_role_keys_and_disk_finds_no_landlord_item_or_reply(story: Story, moment: str) -> None:
    taken = story.thefts[moment]
    assert taken["found"] == []
    assert taken["control"] >= 2, "the number of the request is found: the thief knows how to look"
    assert taken["boxes"] >= 2, "and opens what the office sealed to the portal"
