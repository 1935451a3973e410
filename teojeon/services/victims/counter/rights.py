from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.sides.rights import Table, table

OWN = f"handled_by = ANY ((SELECT own_organisations())::text[]) OR (SELECT acting_account()) = '{INTAKE_PRINCIPAL}'"
for name in ("victims_counterdraft", "victims_counterscan"):
    table(name, Table(writers=("office",), deletable=True, rows={"office": OWN}))
