"""The files that prove a service: a proof of delivery, a signed receipt, a copy of the notice (행정절차법§14②⑥, S1-NTF-01).

A proof is a paper of the case, kept and looked into like those that the person hands in, and seen page by page in the same viewer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.http import urlencode

from teojeon.kernel import clock
from teojeon.kernel.cases.actions import CODES, Effect
from teojeon.kernel.cases.models import Case, belonging
from teojeon.kernel.work.refusals import Refusal
from teojeon.kernel.work.unit import current
from teojeon.services.victims.papers import queries, scans
from teojeon.services.victims.papers.kinds import Need, PaperKind, of_officials
from teojeon.services.victims.papers.models import Paper
from teojeon.services.victims.service.actions import DeskAct
from teojeon.services.victims.service.consent import ELECTRONIC
from teojeon.services.victims.service.models import PROOF_KINDS, ServiceProof, ServiceRecord

CODE, DOC_TYPE = "victims.service_proof", "service_proof"
KIND = of_officials(
    PaperKind(
        DOC_TYPE, "송달을 증명하는 자료", "행정절차법 제14조", "문서가 도달한 것을 확인합니다.", "우체국, 교부한 곳, 공고한 곳에서 받습니다.",
        "담당 기관이 스캔하여 담습니다.", lambda content: Need.NOT,
    )
)  # fmt: skip
PROVABLE = (ServiceRecord.DISPATCHED, ServiceRecord.RETURNED, ServiceRecord.NOTICED, ServiceRecord.ARRIVED)
NOT_THERE = "rejected"  # a file that could not be opened proves nothing


@dataclass(frozen=True)
class ProofLine:
    """One proof in words. `url`: the viewer, page by page."""

    proof: ServiceProof
    title: str
    state: str
    tone: str
    url: str


def _kind_fits(case: Case, *, record: ServiceRecord, kind: str, sheets: Sequence[Sequence[scans.Scanned]]) -> Refusal | None:
    if record.method == ELECTRONIC:
        return Refusal("BAD_METHOD", "전자송달은 누리집이 저장한 때로 증명합니다. 파일이 필요 없습니다.", "files", "행정절차법§15②")
    if kind not in dict(PROOF_KINDS):
        return Refusal("BAD_VALUE", "증명의 종류를 목록에서 고릅니다.", "kind", "S1-NTF-01")
    if kind == "notice" and record.printed_on is None:
        return Refusal("BAD_VALUE", "공고문은 공시송달한 문서에만 올립니다.", "kind", "행정절차법§14④")
    if not sheets:
        return Refusal("MISSING_VALUE", "올릴 파일을 고릅니다.", "files", "S1-NTF-01")
    return None


def _add(case: Case, *, event: UUID, record: ServiceRecord, kind: str, sheets: Sequence[Sequence[scans.Scanned]]) -> Effect:
    entries = [scans.entry(uuid4(), DOC_TYPE, None, each) for each in sheets]
    scans.add(case, event=event, papers=entries)
    account = current().account
    assert account is not None  # the act needs a box
    for entry in entries:
        ServiceProof.objects.create(
            **belonging(case),
            record=record,
            paper_id=UUID(entry["id"]),
            kind=kind,
            added_by=account,
            added_at=clock.business_now(),
            event=event,
        )
    return Effect(content={"service": record.service_no, "kind": kind, "count": len(entries)})


CODES.add(CODE)
add_proof = DeskAct(CODE, "송달 증명 파일", Case, "PM-SERVE", _kind_fits, _add, "", PROVABLE)


def unproven() -> Q:
    """Services that arrived by post, hand or public notice and of which no readable proof is there."""
    there = ServiceProof.objects.visible_to(current().actor).filter(record=OuterRef("pk")).exclude(paper__state=NOT_THERE)
    return Q(~Exists(there), ~Q(method=ELECTRONIC), state=ServiceRecord.ARRIVED)


def proofs_of(case: Case) -> dict[UUID, list[ProofLine]]:
    """The proofs of a case by service, in the order in which they came."""
    found: dict[UUID, list[ProofLine]] = {}
    rows = ServiceProof.objects.visible_to(current().actor).filter(case=case).select_related("paper").order_by("added_at", "id")
    for row in rows:
        found.setdefault(row.record_id, []).append(_line(case, row, row.paper))
    return found


def _line(case: Case, proof: ServiceProof, paper: Paper) -> ProofLine:
    state, tone = queries.STATES[paper.state]
    viewer: dict[str, Any] = {"left": str(paper.pk), "left-page": "1"}
    return ProofLine(
        proof, dict(PROOF_KINDS)[proof.kind], state, tone, f"{reverse('case_papers', args=[case.pk])}?{urlencode(viewer)}"
    )


def has_proof(lines: Sequence[ProofLine]) -> bool:
    """Whether one of them can be read, or is still being looked into."""
    return any(line.proof.paper.state != NOT_THERE for line in lines)
