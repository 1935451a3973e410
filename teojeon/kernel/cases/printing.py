"""A procedure as people read it: a table and a diagram (Mermaid)."""

from teojeon.kernel.cases.procedure import Move, Procedure


def as_markdown(procedure: Procedure) -> str:
    """One section: the states, the table of moves, the diagram."""
    return "\n".join(
        [
            f"## {procedure.title} (`{procedure.code}`, 표 {procedure.version}판)",
            "",
            *_table(procedure),
            "",
            *_diagram(procedure),
            "",
        ]
    )


def _table(procedure: Procedure) -> list[str]:
    head = ["| # | 처리 | 앞 상태 | 뒤 상태 | 권한 | 근거 | 조건 | 기한 |", "|---|---|---|---|---|---|---|---|"]
    return head + [f"| {' | '.join(_cells(procedure, move))} |" for move in procedure.moves]


def _cells(procedure: Procedure, move: Move) -> list[str]:
    before = ", ".join(procedure.states[state] for state in move.sources) or "(처음)"
    words = (("시작", move.starts), ("멈춤", move.stops), ("다시 감", move.resumes), ("끝", move.ends))
    clocks = [f"{code} {word}" for word, codes in words for code in codes]
    return [
        move.row,
        f"{move.title} `{move.code}`",
        before,
        ", ".join(procedure.states[state] for state in move.targets) + (" (온 상태)" if move.back else ""),
        move.box or "신청인",
        move.source,
        move.guard or "–",
        ", ".join(clocks) or "–",
    ]


def _diagram(procedure: Procedure) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'  state "{title}" as {code}' for code, title in procedure.states.items()]
    lines += [f"  [*] --> {procedure.initial}"]
    lines += [
        f"  {state} --> {target}: {move.title}" for move in procedure.moves for state in move.sources for target in move.targets
    ]
    return [*lines, "```"]
