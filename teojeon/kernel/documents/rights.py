from teojeon.kernel.sides.current import Side
from teojeon.kernel.sides.rights import OWN_ACCOUNT, Table, table

OWN_SIDE: dict[Side, str] = {"portal": "side = 'portal'", "office": "side = 'office'"}
# documents_document gets its row policy with the other case tables (kernel/cases/rights.py)
table("documents_portaldocument", Table(writers=("portal",), deletable=True, rows={"portal": OWN_ACCOUNT}))
table("documents_numberseries", Table(writers=("portal", "office"), rows=OWN_SIDE))
