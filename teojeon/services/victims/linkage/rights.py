from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.rights import Table, function, table

office_case_table("victims_casenode")
office_case_table("victims_casetally")
office_case_table("victims_linkageword", append_only=True)
# no row policy: keyed hashes, which name nobody, and which of them are one; every province meets in them
table("victims_linknode", Table(writers=("office",)))
table("victims_nodepair", Table(writers=("office",)))
function("linkage_told(uuid[])")  # row by row: for the two beside it alone
function("linkage_counts(uuid[])", "office")
function("linkage_months(uuid)", "office")
