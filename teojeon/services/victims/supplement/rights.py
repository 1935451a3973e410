from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.account_scope import acting, helping
from teojeon.kernel.sides.rights import Table, table

office_case_table("victims_demand")
office_case_table("victims_demandanswer", append_only=True)
office_case_table("victims_moretime")
office_case_table("victims_paperentry")
table(
    "victims_portaldemand",
    Table(writers=("portal",), rows={"portal": acting("subject")}, seen={"portal": helping("subject")}),
)
