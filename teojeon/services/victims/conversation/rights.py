from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.account_scope import acting
from teojeon.kernel.sides.rights import Table, table

office_case_table("victims_threadentry")
office_case_table("victims_call", append_only=True)
THREAD = "victims_portalthreadentry"
table(THREAD, Table(writers=("portal",), append_only=True, rows={"portal": acting(f"{THREAD}.subject", f"{THREAD}.account")}))
