from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.rights import Table, table

office_case_table("victims_servicerecord")
office_case_table("victims_serviceproof", append_only=True)
# no row policy: everybody reads it without signing in
table("victims_postednotice", Table(writers=("portal",), deletable=True))
