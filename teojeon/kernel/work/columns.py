"""This app's columns, and those of the room before crypto, which cannot declare its own."""

from dataclasses import replace

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

PASSING = Column(
    purpose_file="전세사기피해자 결정신청 파일",
    purpose="누리집과 업무시스템 사이의 전달",
    basis="전세사기피해자법§30, 운용규정§4",
    retention="case_record",
    mask="whole",
    encrypt=True,
    writer="both",
)
ANSWER = Column(
    purpose_file="전세사기피해자 결정신청 파일",
    purpose="같은 요청이 두 번 처리되지 않게 함",
    basis="개인정보 보호법§29",
    retention="stored_answer (30일)",
    mask="none",
    encrypt=False,
    writer="both",
)

register("sides.ClockOffset", dict.fromkeys(["id", "seconds"], NOT_PERSONAL))
for _model in ("work.ToOffice", "work.ToPortal"):
    register(
        _model,
        {
            **dict.fromkeys(["id", "subject", "number", "kind", "at", "stored_at", "event"], NOT_PERSONAL),
            "account": PASSING,
            "box": PASSING,
        },
    )
for _model in ("work.ToOfficePart", "work.ToPortalPart"):
    register(
        _model,
        {
            **dict.fromkeys(["id", "subject", "attachment", "number", "stored_at"], NOT_PERSONAL),
            "account": PASSING,
            "box": replace(PASSING, retention="passing (받은 쪽이 붙여 보관하면 지움)"),
        },
    )
for _model in ("work.TakenByOffice", "work.TakenByPortal"):
    register(_model, dict.fromkeys(["message", "subject", "number", "taken_at"], NOT_PERSONAL))
register(
    "work.StoredAnswer",
    {
        **dict.fromkeys(["id", "side", "request", "act", "digest", "event", "at"], NOT_PERSONAL),
        "account": ANSWER,
        "answer": ANSWER,
    },
)
