from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.account_scope import acting
from teojeon.kernel.sides.rights import Table, table

office_case_table("victims_amendment")
# not for helpers: they see and upload, and write nothing
table("victims_portalamendment", Table(writers=("portal",), deletable=True, rows={"portal": acting("filing")}))
