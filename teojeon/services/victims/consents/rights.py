from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.account_scope import acting
from teojeon.kernel.sides.rights import Table, table

office_case_table("victims_consent")
# not for helpers: no `seen`
table("victims_portalconsent", Table(writers=("portal",), rows={"portal": acting("subject")}))
