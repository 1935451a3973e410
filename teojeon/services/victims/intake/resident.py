"""The check of the resident register through 행정정보 공동이용 (규칙§3④, 전자정부법§36; S1-INT-04).

Only with the consent C3, asked at the moment of the look; what is kept is what matched and what differed, never the extract.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import Effect, case_action
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.crypto.subjects import decrypt_text
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.application.models import Statement
from teojeon.services.victims.case.procedure import PROCEDURE
from teojeon.services.victims.consents.queries import granted
from teojeon.services.victims.intake.models import ResidentCheck
from teojeon.services.victims.intake.personal import party_of
from teojeon.services.victims.investigation.people import reviewer_refusal

CONSENT = "C3"
SOURCE = "규칙§3④, 전자정부법§36"
EVIDENCE = "주민등록표(행정정보 공동이용)"
CHECKED_IN = ("RECEIVED", "SUPPLEMENT", "INVESTIGATING", "REVIEW")
MOVE_IN, BIRTH_DATE, NAME, ADDRESS = "move_in_report_on", "birth_date", "name", "house_address"
TITLES = {MOVE_IN: "전입신고일", BIRTH_DATE: "생년월일", NAME: "성명", ADDRESS: "전입한 주소"}


@dataclass(frozen=True)
class Stay:
    """One address of the extract: since when the person is registered there, and until when (None: now)."""

    address: str
    moved_in_on: dt.date
    left_on: dt.date | None = None


@dataclass(frozen=True)
class Extract:
    """What the sharing centre answers (주민등록표 초본); held in memory for the comparison only."""

    name: str
    birth_date: dt.date | None
    stays: Sequence[Stay]


class NotAnswered(RuntimeError):
    """The centre is out of reach, or knows no such person; nothing was compared."""


class ResidentRegister(Protocol):
    """행정정보 공동이용센터: the extract of one person by the resident number."""

    simulated: bool

    def extract(self, number: str) -> Extract:
        """Raises NotAnswered."""
        ...


def register() -> ResidentRegister:
    """The configured adapter. Raises ImproperlyConfigured for one that invents people outside development."""
    adapter: ResidentRegister = import_string(settings.RESIDENT_REGISTER_ADAPTER)()
    if adapter.simulated and settings.ENV != "development":
        raise ImproperlyConfigured("주민등록 확인의 모의 기관은 개발에서만 씁니다: RESIDENT_REGISTER_ADAPTER를 정합니다.")
    return adapter


def _may_check(case: Case, **data: Any) -> Refusal | None:
    if case.state not in CHECKED_IN:
        return Refusal("ILLEGAL_TRANSITION", f"«{PROCEDURE.states[case.state]}» 상태에서는 확인하지 않습니다.", source=SOURCE)
    if not granted(case, CONSENT):
        message = "신청인이 행정정보 공동이용에 동의하지 않아 조회할 수 없습니다. 주민등록표 초본을 보완 요구합니다."
        return Refusal("NO_CONSENT", message, source=SOURCE)
    party = party_of(case.pk)
    if party is None or not party.number_box:
        return Refusal("NO_NUMBER", "주민등록번호가 없는 신청이어서 조회할 수 없습니다.", source=SOURCE)
    return None


def _check(case: Case, *, event: UUID) -> Effect:
    """Fetches the extract, compares it, keeps the differences. The extract itself goes nowhere."""
    party = party_of(case.pk)
    assert party is not None and party.number_box is not None  # the guard asked
    try:
        extract = register().extract(decrypt_text(case.pk, bytes(party.number_box), f"party/{party.pk}/number"))
    except NotAnswered as error:
        message = "공동이용센터에서 답을 받지 못했습니다. 잠시 뒤 다시 조회하거나, 계속되면 운영자에게 알립니다."
        raise Refusal("REGISTER_SILENT", message, source=SOURCE) from error
    said = _said(case)
    found = compared(said | {NAME: party.name, BIRTH_DATE: _iso(party.birth_date)}, extract)
    ResidentCheck.objects.create(
        **belonging(case),
        checked_at=clock.business_now(),
        checked_by=current().person,
        match=not found,
        discrepancies=found,
        event=event,
    )
    current().show(case.controller, [case.pk], fields=["party.number"])
    return Effect(answer={"match": not found, "discrepancies": found}, content={"match": not found, "count": len(found)})


check_as_intake = case_action("victims.check_resident", "주민등록표 확인", box="P-INTAKE", guard=_may_check)(_check)


def _investigator_may_check(case: Case, **data: Any) -> Refusal | None:
    return reviewer_refusal(case, current().account) or _may_check(case)


check_as_investigator = case_action(
    "victims.check_resident_inv", "주민등록표 확인(조사자)", box="P-INV", guard=_investigator_may_check
)(_check)


def _said(case: Case) -> dict[str, Any]:
    rows = Statement.objects.visible_to(current().actor).filter(case=case, code__in=[MOVE_IN, ADDRESS]).order_by("said_at", "id")
    return dict(rows.values_list("code", "value"))


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def compared(said: dict[str, Any], extract: Extract) -> list[dict[str, str]]:
    """What differs, each with what was said and what the register says. What was not said, or is not
    in the register's answer, is not compared; but a stay that the register does not know is a difference.
    """
    stay = stay_at(str(said.get(ADDRESS) or ""), said.get(MOVE_IN), extract.stays)
    pairs = (
        (NAME, said.get(NAME), extract.name),
        (BIRTH_DATE, said.get(BIRTH_DATE), _iso(extract.birth_date)),
        (MOVE_IN, said.get(MOVE_IN), _iso(stay.moved_in_on) if stay else None),
    )
    return [
        {"code": code, "said": str(mine), "register": str(theirs) if theirs else ""}
        for code, mine, theirs in pairs
        if mine and mine != theirs and (theirs or code == MOVE_IN)
    ]


def stay_at(address: str, said_on: Any, stays: Sequence[Stay]) -> Stay | None:
    """The registered stay that is meant: that at the house, else the one nearest to the day that was said."""
    wanted = _plain(address)
    here = [stay for stay in stays if wanted and (wanted in _plain(stay.address) or _plain(stay.address) in wanted)]
    if here:
        return max(here, key=lambda stay: stay.moved_in_on)
    if not isinstance(said_on, str) or not stays:
        return None
    day = dt.date.fromisoformat(said_on)
    return min(stays, key=lambda stay: abs((stay.moved_in_on - day).days))


def _plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def proposals(case: Case) -> dict[str, str]:
    """Fact → value of the register, from the newest look: what the form of the fact offers (S1-INT-04)."""
    newest = checks_of(case)[:1]
    return {each["code"]: each["register"] for row in newest for each in row.discrepancies if each["register"]}


def checks_of(case: Case) -> list[ResidentCheck]:
    """The looks into the register, the newest first."""
    return list(ResidentCheck.objects.visible_to(current().actor).filter(case=case).order_by("-checked_at"))
