from teojeon.kernel.sides.account_scope import acting, helping
from teojeon.kernel.sides.current import Side
from teojeon.kernel.sides.rights import Table, table

OWN_SIDE: dict[Side, str] = {"portal": "side = 'portal'", "office": "side = 'office'"}
# documents_document gets its row policy with the other case tables (kernel/cases/rights.py)
table("documents_portaldocument", Table(writers=("portal",), deletable=True, rows={"portal": acting("subject")}))
table("documents_numberseries", Table(writers=("portal", "office"), rows=OWN_SIDE))
for name in ("documents_upload", "documents_uploadpart"):  # a helper, too, may upload (S1-APP-02)
    shared = f"{acting('subject')} OR {helping('subject')}"
    table(name, Table(writers=("portal",), deletable=True, rows={"portal": shared}))
