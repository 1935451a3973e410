"""This app's columns. What is published is public; who wrote and approved it is official duty."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, Column, register

DUTY = Column(
    purpose_file="업무사용자 권한등록부",
    purpose="안내를 작성·승인한 사람의 확인",
    basis="운용규정§5②, 개인정보 보호법§29",
    retention="permanent",
    mask="none",
    encrypt=False,
    writer="office",
)
_ROOT = ["id", "controller", "handled_by", "state", "version", "event"]
_PAGE = [
    *_ROOT, "slug", "language", "number", "section", "position", "title", "description", "body", "law_basis", "measures",
    "effective_from", "effective_to", "known_warnings", "warning_reason", "html", "follows", "written_at", "approved_at", "returned_because",
]  # fmt: skip
_OFFICE = [
    *_ROOT, "kind", "org_name", "dept", "tel", "region", "task", "is_sample", "valid_from", "valid_to", "replaces", "entered_at",
    "approved_at",
]  # fmt: skip
_PICTURE = ["id", "name", "data", "sha256", "width", "height", "stored_at", "event"]
_EXAMINATION = ["id", "page", "version", "checked_at", "tool", "violations", "found", "languages", "reader", "checked_on", "event"]
register("guidance.PageVersion", {**dict.fromkeys(_PAGE, NOT_PERSONAL), "author": DUTY, "approver": DUTY})
register("guidance.Office", {**dict.fromkeys(_OFFICE, NOT_PERSONAL), "entered_by": DUTY, "approved_by": DUTY})
register("guidance.Picture", {**dict.fromkeys(_PICTURE, NOT_PERSONAL), "author": DUTY})
register("guidance.Examination", {**dict.fromkeys(_EXAMINATION, NOT_PERSONAL), "manual_by": DUTY})
