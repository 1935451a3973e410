"""What the service desk shows: the list of what is under way, and the records of one case with the acts that are possible."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from teojeon.kernel import clock
from teojeon.kernel.cases.models import Case
from teojeon.kernel.crypto.masking import mask_name
from teojeon.kernel.sides.actor import Actor
from teojeon.kernel.work.unit import current
from teojeon.law.victims.service import METHODS, PLACES, RECEIVERS, notice_takes_effect_on
from teojeon.services.victims.intake.queries import names_of
from teojeon.services.victims.service.actions import CONTACTS, DESK_BOXES, REASONS, media_of, missing_for_notice
from teojeon.services.victims.service.consent import ELECTRONIC
from teojeon.services.victims.service.ending import TAKEN_OFF, taken_off_at
from teojeon.services.victims.service.forms import RecordForm, blank
from teojeon.services.victims.service.models import ServiceRecord
from teojeon.services.victims.service.proofs import PROVABLE, ProofLine, has_proof, proofs_of, unproven
from teojeon.services.victims.service.records import NOTICE, box_refusal, purposes, records_of
from teojeon.ui.formats import korean_date

STATES = {
    ServiceRecord.WAITING: ("발송 대기", "warning"),
    ServiceRecord.DISPATCHED: ("발송", "information"),
    ServiceRecord.RETURNED: ("반송", "danger"),
    ServiceRecord.NOTICED: ("공시송달 진행", "information"),
    ServiceRecord.ARRIVED: ("도달", "success"),
    ServiceRecord.ENDED: ("송달 중지", "gray"),
}
POSSIBLE = {
    ServiceRecord.WAITING: ("send", "look-up", "contact"),
    ServiceRecord.DISPATCHED: ("arrival", "return", "look-up", "contact"),
    ServiceRecord.RETURNED: ("send", "look-up", "contact", "notice"),
    ServiceRecord.NOTICED: ("arrival",),
}
TITLES = {
    "send": ("발송", "발송 기록"),
    "return": ("반송", "반송 기록"),
    "look-up": ("주민등록지 조회", "조회 기록"),
    "contact": ("연락 시도", "연락 기록"),
    "notice": ("공시송달", "공고 기록"),
    "arrival": ("도달", "도달 기록"),
}
CHANNELS = dict(CONTACTS) | {"look_up": "주민등록지 조회", TAKEN_OFF: "누리집에서 공고를 내림"}
COLLECTED = ("공고 중에 직접 내줌", "교부 기록")
A_PAGE = 30


@dataclass(frozen=True)
class OfferedAct:
    """One act with its form. `notes`: what must be known before; `closed`: why it is not offered."""

    name: str
    title: str
    button: str
    form: RecordForm
    closed: str = ""


@dataclass
class RecordView:
    """One record in words. `acts`: what its reader may do with it now."""

    record: ServiceRecord
    names: Mapping[UUID, str]
    acts: list[OfferedAct] = field(default_factory=list)
    proofs: list[ProofLine] = field(default_factory=list)
    may_prove: bool = False

    @property
    def takes_proof(self) -> bool:
        return self.record.method != ELECTRONIC and self.record.state in PROVABLE

    @property
    def is_unproven(self) -> bool:
        """It arrived, and the file that shows it is still wanted."""
        return self.takes_proof and self.record.state == ServiceRecord.ARRIVED and not has_proof(self.proofs)

    @property
    def state(self) -> tuple[str, str]:
        return STATES[self.record.state]

    @property
    def method(self) -> str:
        return dict(METHODS)[self.record.method]

    @property
    def place(self) -> str:
        return "누리집" if self.record.method == ELECTRONIC else dict(PLACES)[self.record.place]

    @property
    def relation(self) -> str:
        return dict(RECEIVERS).get(self.record.relation, "")

    @property
    def media(self) -> str:
        return media_of(self.record)

    @property
    def notice_effect(self) -> dt.date | None:
        return notice_takes_effect_on(self.record.noticed_on) if self.record.noticed_on else None

    @property
    def is_called_back(self) -> bool:
        """It was under public notice, and does not take effect by it."""
        ended = self.record.state == ServiceRecord.ENDED
        return ended or (self.record.state == ServiceRecord.ARRIVED and self.record.method != NOTICE)

    @property
    def taken_off_at(self) -> dt.datetime | None:
        return taken_off_at(self.record)

    @property
    def recorded_by(self) -> str:
        return self.names.get(self.record.recorded_by, "") if self.record.recorded_by else ""

    @property
    def history(self) -> list[dict[str, Any]]:
        """Attempts that came back and contacts, in the order of their days."""
        lines = [
            {
                "at": dt.date.fromisoformat(each["returned_on"]),
                "title": f"반송: {dict(REASONS)[each['reason']]}",
                "text": f"{korean_date(dt.date.fromisoformat(each['dispatched_on']))} {dict(METHODS)[each['method']]}, "
                f"{dict(PLACES)[each['place']]}" + (f", {each['tracking_no']}" if each["tracking_no"] else ""),
            }
            for each in self.record.returns
        ]
        lines += [
            {"at": dt.date.fromisoformat(each["on"]), "title": CHANNELS[each["channel"]], "text": each["result"]}
            for each in self.record.contacts
        ]
        return sorted(lines, key=lambda line: line["at"])

    @property
    def notice_text(self) -> list[str]:
        """The words to be posted: who is meant stays masked, what is served is named (행절법§14④⑤)."""
        record = self.record
        return [
            "공시송달 공고",
            f"문서: {record.title} ({record.service_no})",
            f"송달받을 사람: {mask_name(record.addressee)}",
            "위 문서를 송달하려고 하였으나 송달할 수 없어 「행정절차법」 제14조제4항에 따라 공고합니다. 문서는 아래 기관에 보관하고 있으며, "
            "본인을 확인한 뒤 받을 수 있습니다.",
            "이 공고는 공고일부터 14일이 지난 때에 효력이 생깁니다(같은 법 제15조제3항).",
        ]


def views_of(case: Case) -> list[RecordView]:
    """The records of a case, the newest first, with the acts of this reader."""
    records = records_of(case)[::-1]
    names = names_of([record.recorded_by for record in records])
    proofs = proofs_of(case)
    return [RecordView(record, names, offered(case, record), proofs.get(record.pk, []), _may_prove(record)) for record in records]


def _may_prove(record: ServiceRecord) -> bool:
    is_open = record.method != ELECTRONIC and record.state in PROVABLE
    return is_open and bool(current().actor.boxes & DESK_BOXES) and box_refusal(record) is None


def offered(case: Case, record: ServiceRecord) -> list[OfferedAct]:
    """The acts on a record that its reader may do now."""
    purpose = purposes().get(record.purpose)
    if purpose is None or purpose.box not in current().actor.boxes:
        return []
    acts = []
    for name in POSSIBLE.get(record.state, ()):
        if name in ("arrival", "return") and record.method == ELECTRONIC:
            continue
        title, button = COLLECTED if record.state == ServiceRecord.NOTICED else TITLES[name]
        form = blank(name, case.version, record.pk, **_known(name, record))
        closed = ""
        if name == "notice" and (missing := missing_for_notice(record)):
            closed = f"공시송달을 하려면 다음이 있어야 합니다: {', '.join(missing)}."
        acts.append(OfferedAct(name, title, button, form, closed))
    return acts


def _known(name: str, record: ServiceRecord) -> dict[str, Any]:
    today = clock.business_today()
    if name == "send":
        way = record.method if record.method in ("post", "hand") else "post"
        return {"method": way, "place": record.place, "address": record.address, "dispatched_on": today}
    if name == "arrival":
        return {"method": "hand" if record.state == ServiceRecord.NOTICED else record.method}
    return {}


@dataclass(frozen=True)
class DeskLine:
    """One record in the list."""

    record: ServiceRecord
    receipt_no: str
    state: tuple[str, str]
    purpose: str
    addressee: str
    days: int


UNPROVEN = "unproven"
TABS = {
    "waiting": ("발송 대기", Q(state=ServiceRecord.WAITING)),
    "under-way": ("도달 확인 대기", Q(state=ServiceRecord.DISPATCHED)),
    "returned": ("반송", Q(state=ServiceRecord.RETURNED)),
    "noticed": ("공시송달", Q(state=ServiceRecord.NOTICED)),
    UNPROVEN: ("증명 파일 없음", Q()),
}


def desk(actor: Actor, tab: str, count: int = A_PAGE) -> tuple[list[DeskLine], bool]:
    """What waits for these eyes, the oldest first; only documents whose service is their duty. Notes the persons shown."""
    own = [code for code, purpose in purposes().items() if purpose.box in actor.boxes]
    wanted = unproven() if tab == UNPROVEN else TABS[tab][1]
    rows = ServiceRecord.objects.visible_to(actor).filter(wanted, purpose__in=own).select_related("case")
    found = list(rows.order_by("started_at", "service_no")[: count + 1])
    today = clock.business_today()
    for row in found[:count]:
        current().show(row.controller, [row.case_id])
    lines = [
        DeskLine(
            record=row,
            receipt_no=row.case.receipt_no,
            state=STATES[row.state],
            purpose=row.title,
            addressee=mask_name(row.addressee),
            days=(today - clock.seoul_day(row.started_at)).days,
        )
        for row in found[:count]
    ]
    return lines, len(found) > count
