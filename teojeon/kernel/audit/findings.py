"""What the verification found, for machines and for people."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

Kind = Literal[
    "edit",
    "deletion",
    "reorder",
    "cut",
    "head",
    "export",
    "heads_file",
    "checkpoint",
    "row_without_event",
    "event_without_row",
]
TITLES: dict[Kind, str] = {
    "edit": "내용이 바뀌었습니다",
    "deletion": "사건이 지워졌습니다",
    "reorder": "순서가 바뀌었습니다",
    "cut": "끝부분이 잘렸습니다",
    "head": "사슬 끝 값이 맞지 않습니다",
    "export": "밖에 보관한 값과 다릅니다",
    "heads_file": "밖에 보관한 파일이 맞지 않습니다",
    "checkpoint": "마감 기록이 맞지 않습니다",
    "row_without_event": "사건 없는 기록이 있습니다",
    "event_without_row": "기록 없는 사건이 있습니다",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was written. `number`: of the event, or of the first one concerned; `detail`:
    Korean.
    """

    kind: Kind
    side: str = ""
    controller: str = ""
    lane: str = ""
    number: int | None = None
    detail: str = ""

    def __str__(self) -> str:
        place = "/".join(part for part in (self.side, self.controller, self.lane) if part)
        number = f" {self.number}번" if self.number is not None else ""
        return f"{TITLES[self.kind]}: {place}{number}{' · ' if place else ''}{self.detail}"


@dataclass(frozen=True)
class Report:
    """The result of one verification. `seconds`: of wall-clock time, all checks included."""

    findings: Sequence[Finding] = ()
    events: int = 0
    chains: int = 0
    exported_files: int = 0
    trails: int = 0
    seconds: float = 0.0
    profile: dict[str, float] = field(default_factory=dict)  # seconds by part

    @property
    def intact(self) -> bool:
        return not self.findings

    @property
    def exit_code(self) -> int:
        """0: intact, 1: something was found."""
        return 0 if self.intact else 1

    def as_json(self) -> str:
        """For machines: one JSON object."""
        return json.dumps({"intact": self.intact, **asdict(self)}, ensure_ascii=False)

    def as_text(self) -> str:
        """For people, in Korean."""
        rate = f", 초당 {self.events / self.seconds:,.0f}건" if self.seconds else ""
        lines = [
            f"사슬 {self.chains:,}개, 사건 {self.events:,}건, 밖에 보관한 파일 {self.exported_files:,}개, "
            f"연결 기록 {self.trails:,}종을 확인했습니다 ({self.seconds:.1f}초{rate})."
        ]
        if self.intact:
            return "\n".join([*lines, "이상이 없습니다."])
        lines.append(f"이상 {len(self.findings):,}건을 찾았습니다. 지우거나 고치지 말고 보안 담당자에게 바로 알립니다.")
        return "\n".join([*lines, *(f"- {finding}" for finding in self.findings)])
