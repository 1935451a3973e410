from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.rights import Table, table

office_case_table("victims_registerrow")
table(
    "victims_registerclosing",
    Table(writers=("office",), append_only=True, rows={"office": "handled_by = ANY ((SELECT own_organisations())::text[])"}),
)
