from teojeon.kernel.sides.account_scope import reaching
from teojeon.kernel.sides.rights import EVERY_ROW, OWN_ACCOUNT, Table, function, table

table(
    "to_office",
    Table(
        writers=("portal",),
        readers=("office",),
        append_only=True,
        # under the account that filed also what a proxy or a helper does (docs/decisions/0017)
        rows={"portal": reaching("subject"), "office": EVERY_ROW},
    ),
)
table(
    "to_portal",
    Table(writers=("office",), readers=("portal",), append_only=True, rows={"portal": OWN_ACCOUNT, "office": EVERY_ROW}),
)
# pieces of files are no record: whoever put a file together takes them away (docs/decisions/0018)
table(
    "to_office_part",
    Table(
        writers=("portal",),
        append_only=True,
        deletable=True,
        takers=("office",),
        rows={"portal": reaching("subject"), "office": EVERY_ROW},
    ),
)
table(
    "to_portal_part",
    Table(
        writers=("office",),
        append_only=True,
        deletable=True,
        takers=("portal",),
        rows={"portal": OWN_ACCOUNT, "office": EVERY_ROW},
    ),
)
table("taken_by_office", Table(writers=("office",), append_only=True))
table("taken_by_portal", Table(writers=("portal",), append_only=True))
table(
    "work_storedanswer",
    Table(
        writers=("portal", "office"),
        append_only=True,
        rows={"portal": f"side = 'portal' AND {OWN_ACCOUNT}", "office": f"side = 'office' AND {OWN_ACCOUNT}"},
    ),
)
function("message_number()")
function("wake_office()")
function("wake_portal()")
function("waiting(timestamp with time zone)", "portal", "office")
