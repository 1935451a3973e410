from teojeon.kernel.cases.rights import office_case_table
from teojeon.kernel.sides.current import Side
from teojeon.kernel.sides.rights import Table, table

OWN: dict[Side, str] = {"office": "handled_by = ANY ((SELECT own_organisations())::text[])"}

office_case_table("victims_registerrow")
table("victims_registerclosing", Table(writers=("office",), append_only=True, rows=OWN))
table("victims_registerexport", Table(writers=("office",), rows=OWN))
table("victims_exportdownload", Table(writers=("office",), append_only=True, rows=OWN))
