"""This app's columns. The log holds codes, ids, pseudonyms and digests: without a subject's key it names nobody."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

ACCESS_LOG = Column(
    purpose_file="감사·접속 기록",
    purpose="누가 언제 누구의 정보를 처리했는지 남깁니다. 계정과 정보주체는 가명 식별자로만 적습니다.",
    basis="개인정보 보호법 제29조, 같은 법 시행령 제30조제1항제5호",
    retention="access_log_years (2년)",
    mask="none",
    encrypt=False,
    writer="both",
)
LOOKS = Column(
    purpose_file="감사·접속 기록",
    purpose="본인 정보를 어느 기관이 언제 어떤 목적으로 열람했는지 본인에게 보여 줍니다.",
    basis="개인정보 보호법 제29조, 같은 법 시행령 제30조제1항제5호",
    retention="access_log_years (2년)",
    mask="none",
    encrypt=False,
    writer="office",
)

register("audit.Head", dict.fromkeys(["side", "controller", "lane", "number", "digest"], NOT_PERSONAL))
register(
    "audit.Event",
    {"body": ACCESS_LOG} | dict.fromkeys(["side", "controller", "lane", "number", "id", "at", "digest"], NOT_PERSONAL),
)
register(
    "audit.Checkpoint",
    dict.fromkeys(
        [
            "side",
            "controller",
            "lane",
            "closed_month",
            "number",
            "digest",
            "events_dropped",
            "act_ids",
            "signature",
        ],
        NOT_PERSONAL,
    ),
)
register(
    "audit.Look",
    dict.fromkeys(["subject", "account", "hour", "organisation", "purpose", "count"], LOOKS) | {"id": NOT_PERSONAL},
)
register("audit.LookMark", dict.fromkeys(["side", "controller", "lane", "number"], NOT_PERSONAL))
