"""Who may do what with what is answered after the filing: those who act, not helpers."""

from teojeon.kernel.sides.account_scope import acting
from teojeon.kernel.sides.rights import Table, table

table("victims_latersupport", Table(writers=("portal",), append_only=True, rows={"portal": acting("subject")}))
