"""The decision case (S1 appendix (a)): the rows that this house runs so far."""

from teojeon.kernel.cases.procedure import Move, Procedure, declare

KIND = "victims.decision"

# Before the decision; an applicant may withdraw in each of them (행정절차법§17⑧).
BEFORE_DECISION = ("SUBMITTED", "RECEIVED", "INVESTIGATING", "REVIEW", "READY", "SENT", "AGENDA", "TABLED", "RESOLVED")

PROCEDURE = declare(
    Procedure(
        code=KIND,
        title="전세사기피해자등 결정",
        version=1,
        initial="SUBMITTED",
        states={
            "SUBMITTED": "제출",
            "RECEIVED": "접수",
            "INVESTIGATING": "조사",
            "REVIEW": "조사 검토",
            "READY": "송부 대기",
            "SENT": "국토부 송부",
            "AGENDA": "안건 작성",
            "TABLED": "위원회 상정",
            "RESOLVED": "의결",
            "DECIDED": "결정",
            "SERVED": "송달",
            "FINAL": "불복기간 경과",
            "WITHDRAWN": "취하",
        },
        moves=(
            Move("filed", "신청", (), "SUBMITTED", "", "법§12, 규칙§3①", "1", starts=("INVESTIGATION",)),
            Move("confirm_receipt", "접수 확인·배정", ("SUBMITTED",), "RECEIVED", "P-INTAKE", "법§12, §29①1", "3"),
            Move("open_file", "조사 착수", ("RECEIVED",), "INVESTIGATING", "P-INV", "법§13①", "8"),
            Move("submit_report", "조사보고 제출", ("INVESTIGATING",), "REVIEW", "P-INV", "법§13①", "9"),
            Move("return_report", "보고 반려", ("REVIEW",), "INVESTIGATING", "P-REV", "운용규정 별지1", "10"),
            Move(
                "approve_report",
                "보고 확정",
                ("REVIEW",),
                "READY",
                "P-REV",
                "운용규정 별지1",
                "11",
                ends=("INVESTIGATION",),
                guard="검토자 ≠ 조사자",
            ),
            Move("send", "국토교통부 송부", ("READY",), "SENT", "P-SEND", "법§14①", "12", guard="보고서 동결"),
            Move("to_agenda", "안건 작성", ("SENT",), "AGENDA", "PM-AGENDA", "법§14①", "15", guard="붙임 1·2"),
            Move("table", "위원회 상정", ("AGENDA",), "TABLED", "PM-SEC", "법§14②③", "18", starts=("COMMITTEE",)),
            Move(
                "resolve",
                "의결",
                ("TABLED",),
                "RESOLVED",
                "CM-CHAIR",
                "법§14②, §6⑦",
                "21",
                ends=("COMMITTEE",),
                guard="정족수·과반수, 회의록 서명",
            ),
            Move(
                "decide",
                "결정·관인",
                ("RESOLVED",),
                "DECIDED",
                "PM-SEAL",
                "법§14⑤⑥",
                "22",
                guard="회의록과 같은 결과, 기안자 ≠ 관인",
            ),
            Move(
                "serve",
                "송달 확인",
                ("DECIDED",),
                "SERVED",
                "PM-SERVE",
                "법§14⑥, 규칙§5②",
                "23",
                starts=("OBJECTION",),
                guard="도달일 증명",
            ),
            Move("become_final", "불복기간 경과", ("SERVED",), "FINAL", "SYSTEM", "법§15①", "24", ends=("OBJECTION",)),
            Move(
                "withdraw",
                "취하",
                BEFORE_DECISION,
                "WITHDRAWN",
                "SYSTEM",
                "행정절차법§17⑧",
                "32",
                ends=("INVESTIGATION", "COMMITTEE"),
            ),
        ),
    )
)
