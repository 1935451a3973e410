"""Two and a half months of work: each case goes as far as its place in the list says, through the real acts."""

import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from uuid import UUID

from teojeon.command.demonstration import guidance, stage
from teojeon.command.demonstration.facts import ABOVE_EVERY_CAP, findings_of, found_facts
from teojeon.command.demonstration.filing import Tenant, file_application, register
from teojeon.command.demonstration.people import COMMITTEE, enrol_everybody
from teojeon.command.demonstration.tenants import tenants
from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.committees import actions as committee
from teojeon.kernel.committees import minutes
from teojeon.kernel.committees.models import Meeting
from teojeon.kernel.committees.queries import item_of, items_of, members_on
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL, MINISTRY_CODE
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work import messages
from teojeon.kernel.work.unit import Unit, current, unit_of_work
from teojeon.services.victims.agenda.actions import sign_and_resolve, table
from teojeon.services.victims.assessment.actions import record_finding
from teojeon.services.victims.decision import actions as decision
from teojeon.services.victims.intake.actions import confirm_receipt
from teojeon.services.victims.investigation import actions as investigation
from teojeon.services.victims.investigation.recording import record_facts
from teojeon.services.victims.mycase.actions import withdraw
from teojeon.services.victims.opinions import actions as opinions

# How far each of the forty cases goes.
STAGES = (
    *["FINAL"] * 3, *["SERVED"] * 7, *["DISPATCHED"] * 2, *["DECIDED"] * 2, *["RESOLVED"] * 3, *["TABLED"] * 3,
    *["AGENDA"] * 2, *["SENT"] * 3, *["READY"] * 2, *["REVIEW"] * 2, *["INVESTIGATING"] * 4, *["RECEIVED"] * 2,
    *["SUBMITTED"] * 4, "WITHDRAWN",
)  # fmt: skip
ORDER = (
    "SUBMITTED", "RECEIVED", "INVESTIGATING", "REVIEW", "READY", "SENT", "AGENDA", "TABLED", "RESOLVED", "DECIDED",
    "DISPATCHED", "SERVED", "FINAL",
)  # fmt: skip
# Of ten decided: five recognised, two refused, one excluded, two of the other classes (about as published).
OUTCOMES = ("GA", "GA", "REJECT", "GA", "GA", "EXCLUDE", "GA", "NA", "DA", "REJECT")
REASONS = {
    "GA": "조사 결과 법 제3조제1항 각 호의 요건을 모두 갖춘 것으로 판단된다.",
    "NA": "법 제3조제1항제2호(보증금 상한) 외의 요건을 갖춘 것으로 판단된다.",
    "DA": "다른 임차인의 피해가 확인되지 아니하였으나 인도, 전입신고, 확정일자를 갖추어 법 제2조제4호다목에 해당한다.",
    "REJECT": "법 제3조제1항제4호의 기망 의도를 의심할 상당한 이유가 확인되지 아니하였다.",
    "EXCLUDE": "전세보증금반환보증으로 보증금 전액의 반환이 가능하여 법 제3조제2항제1호에 해당한다.",
}


@dataclass
class Story:
    """One run. `today`: the last day; all else lies before it."""

    password: str
    today: dt.date
    accounts: dict[str, UUID] = field(default_factory=dict)

    def day(self, before: int, hour: int = 10, minute: int = 0) -> dt.datetime:
        return stage.instant(self.today - dt.timedelta(days=before), hour, minute)

    def run(self) -> Iterator[str]:
        """Tells after each chapter what was done."""
        hashed = Account()
        hashed.set_password(self.password)
        self.accounts = enrol_everybody(hashed.password, self.day(80))
        yield f"담당자와 위원 {len(self.accounts)}명"
        pages, offices = guidance.publish(self.accounts["guide01"], self.accounts["guide02"], self.day(79))
        yield f"안내 {pages}쪽과 기관 {offices}곳"
        cases = [
            Told(self, tenant, goal, self._file(tenant, hashed.password, number), number)
            for number, (tenant, goal) in enumerate(zip(self._tenants(), STAGES, strict=True))
        ]
        yield f"신청 {len(cases)}건"
        for case in cases:
            case.investigate()
        yield "조사와 송부"
        for before, goals in ((40, ("FINAL", "SERVED")), (6, ("DISPATCHED", "DECIDED", "RESOLVED"))):
            self._hold_meeting(before, [case for case in cases if case.goal in goals])
        self._convene([case for case in cases if case.goal == "TABLED"])
        yield "위원회 세 차례"
        for case in cases:
            case.decide()
        yield "결정과 송달"
        stage.set_clock(self.day(0, 12))
        with stage.playing("portal"):
            messages.sweep()
        stage.real_time()

    def _tenants(self) -> Iterator[Tenant]:
        """Those whose case ends in class 나 have a deposit above every possible cap."""
        for number, tenant in enumerate(tenants()):
            yield replace(tenant, deposit=ABOVE_EVERY_CAP) if OUTCOMES[number % len(OUTCOMES)] == "NA" else tenant

    def _file(self, tenant: Tenant, hashed: str, number: int) -> UUID:
        before = 75 - number if STAGES[number] in ORDER[8:] else max(2, 40 - number)
        stage.set_clock(self.day(before, 9 + number % 12, number))
        with stage.playing("portal"):
            with stage.quick_hashing(), unit_of_work(None):
                account = register(tenant, "unused-" + hashed[-20:])
                Account.objects.filter(pk=account).update(password=hashed)
            self.accounts[tenant.username] = account
            with unit_of_work(account):
                case, _ = file_application(tenant, account)
        with stage.playing("office"):
            messages.sweep()
        return case

    def act(self, username: str, at: dt.datetime) -> AbstractContextManager[Unit]:
        return stage.unit("office", self.accounts[username], at)

    def _hold_meeting(self, before: int, cases: "list[Told]") -> None:
        at = self.day(before, 14)
        meeting = self._tabled(at, cases)
        with self.act("secretary01", at):
            present = [member.account for member in members_on(COMMITTEE, at.date())][:20]
            committee.open_meeting(meeting, present=present)
        for position, case in enumerate(sorted(cases, key=lambda one: one.position)):
            self._vote(meeting, case, present, at, by_hand=position % 2 == 0)
        with self.act("secretary01", at):
            minutes.close_meeting(meeting)
            minutes.sign_as_secretary(meeting)
        with self.act("chair01", at):
            sign_and_resolve(meeting)
        with self.act("secretary01", at):
            number = Meeting.objects.visible_to(current().actor).values_list("number", flat=True).get(pk=meeting)
            for case in cases:
                for code, value, reason in findings_of(case.outcome):
                    record_finding(
                        case.key, code=code, value=value, resolution=f"{number} 안건 {case.position + 1}번", resolved_on=at.date(),
                        reason=reason, seen=0,
                    )  # fmt: skip

    def _convene(self, cases: "list[Told]") -> None:
        """The next meeting, a week ahead."""
        stage_day = self.today + dt.timedelta(days=7)
        self._tabled(self.day(1, 14), cases, held_on=stage_day)

    def _tabled(self, at: dt.datetime, cases: "list[Told]", held_on: dt.date | None = None) -> UUID:
        with self.act("secretary01", at):
            meeting = committee.convene(
                controller=MINISTRY_CODE, committee=COMMITTEE, held_on=held_on or at.date(), place="정부세종청사 6동 대회의실"
            )
            for position, case in enumerate(cases):
                case.position = position
                table(case.key, meeting=meeting.pk, motion=case.outcome)
        return meeting.pk

    def _vote(self, meeting: UUID, case: "Told", present: list[UUID], at: dt.datetime, *, by_hand: bool) -> None:
        with self.act("secretary01", at):
            row = Meeting.objects.visible_to(current().actor).get(pk=meeting)
            item = next(one for one in items_of(row, current().actor) if one.matter == case.key).pk
            committee.set_motion(meeting, item=item, motion=case.outcome, reason=REASONS[case.outcome])
            votes = {str(account): "no" if place % 7 == 6 else "yes" for place, account in enumerate(present)}
            if by_hand:
                committee.enter_roll(meeting, item=item, votes=votes)
        if by_hand:
            with self.act("chair01", at):
                committee.confirm_roll(meeting, item=item)
        else:
            for account, choice in votes.items():
                with stage.unit("office", UUID(account), at):
                    committee.vote(meeting, item=item, choice=choice)
        with self.act("secretary01", at):
            committee.close_item(meeting, item=item_of(row, item, current().actor).pk)


@dataclass
class Told:
    """One case of the story. `goal`: how far it goes."""

    story: Story
    tenant: Tenant
    goal: str
    key: UUID
    number: int
    position: int = 0

    @property
    def outcome(self) -> str:
        return OUTCOMES[self.number % len(OUTCOMES)]

    def reaches(self, state: str) -> bool:
        return self.goal in ORDER and ORDER.index(self.goal) >= ORDER.index(state)

    def investigate(self) -> None:
        """From receipt to the agenda, a few days apart."""
        with stage.playing("office"), unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
            filed = clock.seoul_day(Case.objects.visible_to(unit.actor).get(pk=self.key).received_at)
        at = stage.instant(filed, 9, 30)
        if self.goal == "WITHDRAWN":
            self._withdraw(at + dt.timedelta(days=1))
            return
        sido = self.tenant.sido
        step = dt.timedelta(days=1 if (self.story.today - filed).days < 30 else 3)
        if self.reaches("RECEIVED"):
            with self.story.act(f"intake{sido}", at + step):
                confirm_receipt(self.key, investigator=self.story.accounts[f"invest{sido}"])
        if self.reaches("INVESTIGATING"):
            with self.story.act(f"invest{sido}", at + 2 * step):
                investigation.open_file(self.key)
                self._record_facts(filed)
        if self.reaches("REVIEW"):
            with self.story.act(f"invest{sido}", at + 3 * step):
                investigation.submit_report(self.key, opinion=self.outcome, reason=REASONS[self.outcome])
        if self.reaches("READY"):
            with self.story.act(f"review{sido}", at + 4 * step):
                investigation.approve_report(self.key)
        if self.reaches("SENT"):
            with self.story.act(f"send{sido}", at + 5 * step):
                investigation.send(self.key)
        if self.reaches("AGENDA"):
            with self.story.act("agenda01", at + 6 * step):
                opinions.to_agenda(self.key, outcome=self.outcome, agrees_with_province=True, reason=REASONS[self.outcome])

    def _record_facts(self, on: dt.date) -> None:
        known = found_facts(self.tenant, self.outcome, on, is_complete=self.reaches("TABLED"))
        rows = [
            {"code": code, "value": value, "source": "register", "evidence": evidence, "as_of": on, "note": note, "seen": 0}
            for code, (value, evidence, note) in known.items()
        ]
        record_facts(self.key, rows=rows)

    def _withdraw(self, at: dt.datetime) -> None:
        stage.set_clock(at)
        with stage.playing("portal"), unit_of_work(self.story.accounts[self.tenant.username]):
            withdraw(self.key, reason="임대인과 합의하여 보증금을 돌려받기로 하였습니다.")
        with stage.playing("office"):
            messages.sweep()

    def decide(self) -> None:
        """Letter, dispatch, arrival, end of the objection period."""
        meeting = 40 if self.goal in ("FINAL", "SERVED") else 6
        if self.reaches("DECIDED"):
            with self.story.act("drafter01", self.story.day(meeting - 1)):
                decision.draft_letter(self.key)
            with self.story.act("seal01", self.story.day(meeting - 2)):
                decision.seal_letter(self.key)
        if self.reaches("DISPATCHED"):
            with self.story.act("serve01", self.story.day(meeting - 2, 16)):
                decision.dispatch_letter(self.key, method="post")
        if self.reaches("SERVED"):
            arrived = meeting - 4 if self.goal == "FINAL" else meeting - 4 - self.number
            with self.story.act("serve01", self.story.day(arrived, 17)):
                on = self.story.today - dt.timedelta(days=arrived)
                decision.record_service(self.key, method="post", arrived_on=on, proof=f"등기 1234-{self.number:04d}")
        if self.reaches("FINAL"):
            stage.set_clock(self.story.day(1))
            with stage.playing("office"), unit_of_work(INTAKE_PRINCIPAL):
                decision.become_final(self.key)
