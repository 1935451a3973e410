"""Who may do what with the tables of papers."""

from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.account_scope import acting, helping
from teojeon.kernel.sides.rights import Table, function, table

SHARED = f"{acting('subject')} OR {helping('subject')}"  # a helper may see and upload (S1-APP-02)

for name in ("victims_portalpaper", "victims_portalabsence", "victims_addition"):
    table(name, Table(writers=("portal",), deletable=True, rows={"portal": SHARED}))
table("victims_papercopy", Table(writers=("portal",), deletable=True, rows={"portal": acting("subject")}))
office_case_table("victims_paper")
office_case_table("victims_papersheet")
function("papers_waiting(timestamp with time zone)", "portal")
function("papers_unscanned(integer)", "portal")
function("uploads_broken_off(timestamp with time zone)", "portal")
function("files_unnamed(uuid[])", "portal", "office")
