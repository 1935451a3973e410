from teojeon.kernel.sides.rights import Table, table

OWN = "handled_by = ANY ((SELECT own_organisations())::text[])"
table("committees_member", Table(writers=("office",)))
for name in ("meeting", "agendaitem", "rollrecord"):
    table(f"committees_{name}", Table(writers=("office",), rows={"office": OWN}))
table("committees_vote", Table(writers=("office",), append_only=True, rows={"office": OWN}))
