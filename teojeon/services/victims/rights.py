from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.rights import OWN_ACCOUNT, Table, table

table("victims_draft", Table(writers=("portal",), deletable=True, rows={"portal": OWN_ACCOUNT}))
table("victims_filing", Table(writers=("portal",), rows={"portal": OWN_ACCOUNT}))
table("victims_portalentry", Table(writers=("portal",), append_only=True, rows={"portal": OWN_ACCOUNT}))
office_case_table("victims_application")
office_case_table("victims_statement", append_only=True)
office_case_table("victims_fact", append_only=True)
office_case_table("victims_report")
office_case_table("victims_package", append_only=True)
office_case_table("victims_opinion", append_only=True)
office_case_table("victims_letter")
office_case_table("victims_servicerecord", append_only=True)
office_case_table("victims_reassessment", append_only=True)
