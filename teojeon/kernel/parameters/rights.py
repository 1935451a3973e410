from teojeon.kernel.sides.rights import Table, table

# Approved values are law for every official; proposals belong to the organisation that made them.
table(
    "parameters_parametervalue",
    Table(
        writers=("office",),
        rows={"office": "state = 'APPROVED' OR handled_by = ANY ((SELECT own_organisations())::text[])"},
    ),
)
