from teojeon.kernel.sides.rights import OWN_ACCOUNT, Table, table

# public keys and the names of authorities: nothing of a person
table("victims_linkedagency", Table(writers=("office",)))
table("victims_portalagency", Table(writers=("portal",), deletable=True))
table(
    "victims_letterboxdeposit",
    Table(writers=("office",), rows={"office": "handled_by = ANY ((SELECT own_organisations())::text[])"}),
)
table("victims_portalrequest", Table(writers=("portal",), rows={"portal": OWN_ACCOUNT}))
table("victims_machinenonce", Table(writers=("portal",), append_only=True, deletable=True, rows={"portal": OWN_ACCOUNT}))
