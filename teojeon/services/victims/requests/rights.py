from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.current import Side
from teojeon.kernel.sides.rights import Table, table


def _asked(request: str) -> dict[Side, str]:
    """Whoever asks, whoever drafted it, and whoever reads a case it covers (models.RequestScope). `request`: the column with its key."""
    own = "ANY ((SELECT own_organisations())::text[])"
    covered = f"EXISTS (SELECT FROM victims_requestcase c WHERE c.request_id = {request})"
    return {"office": f"handled_by = {own} OR drafted_in = {own} OR {covered}"}


table("victims_datarequest", Table(writers=("office",), rows=_asked("victims_datarequest.id")))
table("victims_requestreply", Table(writers=("office",), append_only=True, rows=_asked("victims_requestreply.request_id")))
office_case_table("victims_requestcase")
office_case_table("victims_replyrow")
