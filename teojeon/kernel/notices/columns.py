"""This app's columns."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

TOLD = Column("전세사기피해자 결정신청 파일", "처리 상황의 안내", "운용규정§7①7", "case_record", "none", False, "office")
OFFICIAL = Column("사용자권한등록부", "담당자에게 기한을 알림", "운용규정§7①7", "access_log_years", "none", False, "office")

register(
    "notices.Template",
    {
        **dict.fromkeys(["id", "event_code", "channel", "version", "subject", "text", "saved_at", "event"], NOT_PERSONAL),
        "saved_by": OFFICIAL,
    },
)
register(
    "notices.Notice",
    {
        **dict.fromkeys(
            ["id", "controller", "handled_by", "event_code", "channel", "demand", "words", "template_version"], NOT_PERSONAL
        ),
        **dict.fromkeys(["cause", "state", "tries", "queued_at", "next_try_at", "claimed_at", "sent_at", "code"], NOT_PERSONAL),
        **dict.fromkeys(["provider_id", "post", "decided_at"], NOT_PERSONAL),
        "case_id": TOLD,
        "official": OFFICIAL,
        "decided_by": OFFICIAL,
    },
)
register(
    "notices.OutboxEntry",
    {
        **dict.fromkeys(["id", "channel", "subject", "text", "at"], NOT_PERSONAL),
        "recipient": Column(
            "개발용 발송함", "보낼 문자를 화면에서 확인(개발만)", "운용규정§7①7", "development", "none", False, "office"
        ),
    },
)
register("notices.OfficialAddress", {"account": OFFICIAL, "email": OFFICIAL, "event": NOT_PERSONAL})
