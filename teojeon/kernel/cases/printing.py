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
    clocks = [f"{code} 시작" for code in move.starts] + [f"{code} 끝" for code in move.ends]
    return [
        move.row,
        f"{move.title} `{move.code}`",
        before,
        procedure.states[move.target],
        move.box or "신청인",
        move.source,
        move.guard or "–",
        ", ".join(clocks) or "–",
    ]


def _diagram(procedure: Procedure) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'  state "{title}" as {code}' for code, title in procedure.states.items()]
    lines += [f"  [*] --> {procedure.initial}"]
    lines += [f"  {state} --> {move.target}: {move.title}" for move in procedure.moves for state in move.sources]
    return [*lines, "```"]
