"""This app's columns."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

OFFICIALS = Column(
    purpose_file="사용자권한등록부",
    purpose="담당자를 등록하고 권한을 관리",
    basis="운용규정§8, 개보법§29",
    retention="access_log_years",
    mask="none",
    encrypt=False,
    writer="office",
)
PARTIES = Column(
    purpose_file="전세사기피해자 결정신청 파일",
    purpose="신청인 확인과 결정 통지",
    basis="전세사기피해자법§12, 규칙§3",
    retention="case_record",
    mask="none",
    encrypt=False,
    writer="office",
)


def _party(mask_as: str, *, encrypt: bool = False, basis: str = PARTIES.basis) -> Column:
    return Column(
        PARTIES.purpose_file,
        PARTIES.purpose,
        basis,
        PARTIES.retention,
        mask_as,  # type: ignore[arg-type]
        encrypt,
        PARTIES.writer,
    )
