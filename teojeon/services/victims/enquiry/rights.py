from teojeon.kernel.sides.rights import OWN_ACCOUNT, Table, table

table("victims_portalenquiry", Table(writers=("portal",), deletable=True, rows={"portal": OWN_ACCOUNT}))
