"""This app's columns."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

CASE_FILE = Column(
    purpose_file="전세사기피해자 결정신청 파일",
    purpose="사건 문서를 신청인·사건과 잇기",
    basis="전세사기피해자법§30",
    retention="case_record",
    mask="none",
    encrypt=False,
    writer="office",
)
OWN_DOCUMENTS = Column(
    purpose_file="누리집 나의 문서 파일",
    purpose="본인에게 문서를 보여 주기",
    basis="전세사기피해자법§30, 전자정부법§10",
    retention="portal_document",
    mask="none",
    encrypt=False,
    writer="portal",
)

register(
    "documents.Document",
    {
        **dict.fromkeys(
            ["id", "controller", "handled_by", "kind", "number", "size", "sealed", "created_at", "event"], NOT_PERSONAL
        ),
        "case_id": CASE_FILE,
        "sha256": CASE_FILE,
        "file_id": CASE_FILE,
    },
)
register(
    "documents.PortalDocument",
    {
        **dict.fromkeys(["id", "kind", "size", "visible_from"], NOT_PERSONAL),
        "account": OWN_DOCUMENTS,
        "subject": OWN_DOCUMENTS,
        "sha256": OWN_DOCUMENTS,
        "file_id": OWN_DOCUMENTS,
    },
)
register("documents.NumberSeries", dict.fromkeys(["id", "side", "series", "year", "last"], NOT_PERSONAL))
