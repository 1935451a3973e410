from teojeon.kernel.sides.rights import Table, table

# Approved values are law for every official; proposals belong to the organisation that made them. The portal counts its
# periods with the holidays that were fixed ad hoc, and reads nothing else here.
table(
    "parameters_parametervalue",
    Table(
        writers=("office",),
        readers=("portal",),
        rows={
            "office": "state = 'APPROVED' OR handled_by = ANY ((SELECT own_organisations())::text[])",
            "portal": "state = 'APPROVED' AND code = 'AD_HOC_HOLIDAY'",
        },
    ),
)
