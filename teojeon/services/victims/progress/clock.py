"""The honest clock: who has the ball, days used and not counted, the legal last day, when a decision may be expected (S1-BEY-03).

Pure: from steps and days to what is shown. Nothing here names which agency is waited for.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Ball = Literal["tenant", "province", "agency", "ministry", "committee", ""]
BALLS: dict[Ball, str] = {
    "tenant": "신청인",
    "province": "시·도",
    "agency": "관계 기관",
    "ministry": "국토교통부",
    "committee": "전세사기피해지원위원회",
    "": "진행 중인 절차가 없습니다",
}
DEMANDED = frozenset({"demand_supplement", "investigator_demands", "victims.demand_more"})
ONE_ANSWERED = frozenset({"supplement_sent", "victims.note_supplement"})
"""One demand was answered: as the portal stored it, or as the office noted it beside others that wait."""
ALL_ANSWERED = frozenset({"answer_supplement", "continue_on_file", "undo_return"})
HOLDERS: dict[str, Ball] = {
    **dict.fromkeys(["filed", "acknowledged", "confirm_receipt", "transfer", "open_file"], "province"),
    **dict.fromkeys(DEMANDED, "tenant"),
    **dict.fromkeys(ONE_ANSWERED | ALL_ANSWERED, "province"),
    "send": "ministry",
    "to_agenda": "ministry",
    "table": "committee",
    **dict.fromkeys(["order_investigation", "order_investigation_tabled"], "province"),
    "send_addendum": "ministry",
    "resume_item": "committee",
    "resolve": "ministry",
    "decide": "ministry",
    "dispatch": "ministry",
    "victims.dispatch": "ministry",
    **dict.fromkeys(["serve", "become_final", "withdraw", "treat_as_withdrawn", "return_application"], ""),
}
"""Who has the ball after a step; a step that is not listed passes it to nobody else."""
ENDS = frozenset({"dispatch", "victims.dispatch", "withdraw", "treat_as_withdrawn", "return_application"})
"""With these the count of days ends."""
FEWEST_CASES = 30
Step = tuple[str, dt.date]


@dataclass(frozen=True)
class Figures:
    """Days that half and nine tenths of a province's decisions took, and of how many decisions."""

    cases: int
    p50: int
    p90: int


@dataclass(frozen=True)
class Progress:
    """`used`: days since the filing, without those not counted (`excluded`). `last_day`: the legal one that runs; `expected`: from
    and until when the decision may be sent, where enough decisions were counted and that still lies ahead."""

    ball: Ball
    used: int
    excluded: int
    last_day: dt.date | None
    expected: tuple[dt.date, dt.date] | None
    told_at: dt.datetime | None

    @property
    def holder(self) -> str:
        """Who has the ball, in words."""
        return BALLS[self.ball]

    @property
    def asks(self) -> bool:
        """Whether something is asked of the person now."""
        return self.ball == "tenant"


def ball_after(steps: Iterable[Step], *, waits_for_agency: bool = False) -> Ball:
    """Who has the ball. Of several demands each must be answered. `waits_for_agency`: only the province ever waits for one."""
    ball: Ball = ""
    open_demands = 0
    for kind, _ in steps:
        if kind in DEMANDED:
            open_demands += 1
        elif kind in ONE_ANSWERED:
            open_demands = max(open_demands - 1, 0)
        elif kind in HOLDERS:
            open_demands = 0
        if kind in HOLDERS:
            ball = "tenant" if open_demands else HOLDERS[kind]
    return "agency" if waits_for_agency and ball == "province" else ball


def days_not_counted(steps: Iterable[Step], until: dt.date) -> int:
    """Days from a demand to its answer, both included, overlapping ones once (규칙§3⑤, 행정절차법 시행령§11); an open one to `until`."""
    open_demands, since, days = 0, until, 0
    for kind, on in steps:
        if kind in DEMANDED:
            since = since if open_demands else on
            open_demands += 1
        elif open_demands and (kind in ONE_ANSWERED or kind in ALL_ANSWERED or kind in ENDS):
            open_demands = open_demands - 1 if kind in ONE_ANSWERED else 0
            if not open_demands:
                days += max((on - since).days + 1, 0)
    return days + (max((until - since).days + 1, 0) if open_demands else 0)


def days_used(steps: Sequence[Step], today: dt.date) -> tuple[int, int]:
    """Days used and days not counted since the filing, until the decision was sent or the matter ended."""
    filed = next((on for kind, on in steps if kind == "filed"), None)
    if filed is None:
        return 0, 0
    until = next((on for kind, on in reversed(steps) if kind in ENDS), today)
    excluded = days_not_counted(steps, until)
    return max((until - filed).days - excluded, 0), excluded


def expected_range(filed: dt.date, excluded: int, figures: Figures | None, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """From when until when the decision may be sent. None with too few decisions, and where the range would end before today."""
    if figures is None or figures.cases < FEWEST_CASES:
        return None
    first, last = (filed + dt.timedelta(days=days + excluded) for days in (figures.p50, figures.p90))
    return None if last < today else (max(first, today), last)


def progress_of(
    steps: Sequence[Step],
    *,
    today: dt.date,
    last_day: dt.date | None,
    figures: Figures | None,
    told_at: dt.datetime | None,
    waits_for_agency: bool = False,
) -> Progress:
    """All of it. `steps`: kinds with their legal days, in their order; of the portal's timeline or of the office's."""
    used, excluded = days_used(steps, today)
    filed = next((on for kind, on in steps if kind == "filed"), None)
    runs = filed is not None and not any(kind in ENDS for kind, _ in steps)
    return Progress(
        ball=ball_after(steps, waits_for_agency=waits_for_agency),
        used=used,
        excluded=excluded,
        last_day=last_day,
        expected=expected_range(filed, excluded, figures, today) if runs and filed else None,
        told_at=told_at,
    )


def percentile(days: Sequence[int], share: int) -> int:
    """The smallest number of days within which `share` per cent are done (nearest rank). Raises ValueError for nothing."""
    if not days:
        raise ValueError("no days")
    ordered = sorted(days)
    return ordered[(len(ordered) * share + 99) // 100 - 1]
