"""The only way to write: the body says what changes; all other duties are said here, once.

In order: permission, row lock, visibility, idempotency key, stale version, guard, body, version, audit event, stored answer.
A case's action (kernel/cases) adds the procedure, the timeline, the deadlines and the messages.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from teojeon.kernel import clock
from teojeon.kernel.audit.events import act_event
from teojeon.kernel.crypto.subjects import pseudonyms
from teojeon.kernel.sides.current import side
from teojeon.kernel.work.models import StoredAnswer
from teojeon.kernel.work.refusals import Forbidden, Missing, Refusal, Stopped, stale
from teojeon.kernel.work.unit import current

Answer = dict[str, Any]
Guard = Callable[..., Refusal | None]  # why the act is not possible on this row, or None


def no_guard(row: Any, **data: Any) -> Refusal | None:
    return None


@dataclass(frozen=True)
class Preview:
    """The first stage of a bulk act. `versions`: what the run would change, kept by the server; `refused`: left out, and why."""

    versions: dict[UUID, int]
    refused: dict[UUID, Refusal]


@dataclass(frozen=True)
class Act:
    """One act on one kind of root row. `box`: the permission box it needs; empty on the portal, where the own account decides."""

    code: str
    title: str
    model: Any
    box: str
    guard: Guard
    body: Callable[..., Any]

    def __call__(self, pk: UUID, *, version: int | None = None, request: UUID | None = None, **data: Any) -> Answer:
        """Runs the act on one row. Raises Missing, Forbidden, Stale or Refusal; then nothing was changed."""
        with transaction.atomic():
            if request and (kept := self.kept_answer(request, pk, data)) is not None:
                return kept
            row = self.locked([pk]).get(pk)
            if row is None:
                raise Missing(self.code)
            self.permit(row)
            if request and (kept := self.kept_answer(request, pk, data)) is not None:
                return kept  # a twin of this request held the lock
            if current().untaken:
                raise Refusal(
                    "MESSAGE_STUCK",
                    "신청인이 보낸 내용을 아직 반영하지 못해 처리할 수 없습니다. 잠시 뒤 다시 하고, 계속되면 운영자에게 알립니다.",
                    source="S1-NET-02",
                )
            if version is not None and version != row.version:
                raise stale(self.shown(data), self.snapshot(row))
            if refusal := self.refusal(row, data):
                raise refusal
            return self.change(row, data, request)

    def rows(self, keys: Iterable[UUID]) -> Any:
        return self.model.objects.visible_to(current().actor).filter(pk__in=list(keys)).order_by("pk")

    def locked(self, keys: Iterable[UUID]) -> dict[UUID, Any]:
        """Locked in the order of keys: two acts never wait for each other in a ring. Foreign keys stay usable."""
        return {row.pk: row for row in self.rows(keys).select_for_update(no_key=True, of=("self",))}

    def permit(self, row: Any) -> None:
        if self.box and self.box not in current().actor.boxes:
            raise Forbidden(
                "FORBIDDEN",
                f"권한 없음: {self.title}. 권한이 필요하면 기관장에게 등록을 신청합니다.",
                source="S1-USR-09",
            )

    def refusal(self, row: Any, data: Mapping[str, Any]) -> Refusal | None:
        return self.guard(row, **data)

    def shown(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return dict(data)

    def snapshot(self, row: Any) -> dict[str, Any]:
        """What the row holds now, for the person whose save was refused as stale."""
        return row.snapshot() if hasattr(row, "snapshot") else {"version": row.version}

    def change(self, row: Any, data: dict[str, Any], request: UUID | None) -> Answer:
        event = uuid.uuid4()
        result = self.perform(row, event, data)
        row.version += 1
        row.save()
        self.chain(row, event, data)
        answer = {"key": str(row.pk), "version": row.version, **result}
        if request:
            self.keep_answer(request, asked(row.pk, data), answer, event)
        return answer

    def perform(self, row: Any, event: UUID, data: Mapping[str, Any]) -> Answer:
        """Runs the body. A case's action moves the case here, too."""
        return dict(self.body(row, event=event, **data) or {})

    def chain(self, row: Any, event: UUID, data: Mapping[str, Any]) -> None:
        unit = current()
        unit.events.append(
            act_event(
                row.controller,
                row.subject,
                id=event,
                action=self.code,
                actor=unit.account,
                organisation=unit.actor.organisation,
                subject=pseudonyms([row.subject])[row.subject],
                key=row.pk,
                version=row.version,
                digest=digest(data),
            )
        )

    def kept_answer(self, request: UUID, pk: UUID, data: Mapping[str, Any]) -> Answer | None:
        kept = StoredAnswer.objects.visible_to(current().actor).filter(side=side(), request=request).first()
        if kept is None:
            return None
        if (kept.act, kept.digest) != (self.code, asked(pk, data)):
            raise Refusal("REQUEST_REUSED", "이미 다른 처리에 쓰인 요청 번호입니다. 화면을 새로 열어 다시 진행합니다.")
        return dict(kept.answer)

    def keep_answer(self, request: UUID, digest_of_request: str, answer: Answer, event: UUID) -> None:
        unit = current()
        StoredAnswer.objects.create(
            side=side(),
            account=unit.person,
            request=request,
            act=self.code,
            digest=digest_of_request,
            answer=answer,
            event=event,
            at=clock.real_now(),
        )

    def preview(self, keys: Iterable[UUID], **data: Any) -> Preview:
        """What the run would do. Rows that are refused, or not visible, are named and left out."""
        wanted = set(keys)
        found = {row.pk: row for row in self.rows(wanted)}
        refused: dict[UUID, Refusal] = {pk: Refusal("NOT_FOUND", "해당하는 사건이 없습니다.") for pk in wanted if pk not in found}
        for pk, row in found.items():
            if refusal := self.refused_now(row, data):
                refused[pk] = refusal
        return Preview({pk: row.version for pk, row in found.items() if pk not in refused}, refused)

    def refused_now(self, row: Any, data: Mapping[str, Any]) -> Refusal | None:
        try:
            self.permit(row)
        except Forbidden as refusal:
            return refusal
        return self.refusal(row, data)

    def run(self, versions: Mapping[UUID, int], **data: Any) -> int:
        """All or nothing: a row that changed since the preview stops the run before its first change. Raises Stopped."""
        rows = self.locked(versions)
        stopped: dict[UUID, Refusal] = {}
        for pk, version in versions.items():
            if pk not in rows or rows[pk].version != version:
                stopped[pk] = stale({}, {})
            elif refusal := self.refused_now(rows[pk], data):
                stopped[pk] = refusal
        if stopped:
            raise Stopped(stopped)
        for row in rows.values():
            self.change(row, dict(data), None)
        return len(rows)


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of what was asked, so that the event binds it without holding it."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def asked(pk: UUID, data: Mapping[str, Any]) -> str:
    """What a request asked of which row: a request number serves this and nothing else."""
    return digest({"key": pk, **data})


def action(
    code: str, title: str, model: Any, *, box: str = "", guard: Guard = no_guard
) -> Callable[[Callable[..., Mapping[str, Any] | None]], Act]:
    """Turns a body `body(row, *, event, **data)` into an Act."""
    return lambda body: Act(code, title, model, box, guard, body)


def record(controller: str, key: UUID, action_code: str, data: Mapping[str, Any], *, subject: UUID | None = None) -> UUID:
    """Chains an event for an act that makes a new root (nothing to lock yet). Returns the event's id."""
    unit, event = current(), uuid.uuid4()
    unit.events.append(
        act_event(
            controller,
            subject or key,
            id=event,
            action=action_code,
            actor=unit.account,
            organisation=unit.actor.organisation,
            subject=pseudonyms([subject])[subject] if subject else None,
            key=key,
            version=1,
            digest=digest(data),
        )
    )
    return event


def require(box: str, title: str) -> None:
    """The permission check of an act that makes a new root."""
    if box not in current().actor.boxes:
        raise Forbidden("FORBIDDEN", f"권한 없음: {title}. 권한이 필요하면 기관장에게 등록을 신청합니다.", source="S1-USR-09")
