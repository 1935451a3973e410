"""This app's columns. Values and resolutions are public; who entered and approved them is official duty."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

DUTY = Column(
    purpose_file="업무사용자 권한등록부",
    purpose="기준값을 등록·승인한 사람의 확인",
    basis="전세사기피해자법§3①2, 개인정보 보호법§29",
    retention="permanent",
    mask="none",
    encrypt=False,
    writer="office",
)
_PLAIN = [
    "id",
    "controller",
    "handled_by",
    "state",
    "version",
    "code",
    "area",
    "value",
    "valid_from",
    "valid_to",
    "source",
    "resolution",
    "reason",
    "entered_at",
    "approved_at",
    "event",
]
register(
    "parameters.ParameterValue",
    {**dict.fromkeys(_PLAIN, NOT_PERSONAL), "entered_by": DUTY, "approved_by": DUTY},
)
