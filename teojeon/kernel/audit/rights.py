from teojeon.kernel.sides.rights import EVERY_ROW, OWN_ACCOUNT, Table, function, table

# No run-time role writes the log by itself: `audit_append` does, as its owner. The office reads it for "who looked at
# my data".
table("audit_head", Table(readers=("office",)))
table("audit_event", Table(readers=("office",)))
table("audit_checkpoint", Table(readers=("office",)))
table(
    "audit_look",
    Table(writers=("office",), readers=("portal",), deletable=True, rows={"portal": OWN_ACCOUNT, "office": EVERY_ROW}),
)
table("audit_lookmark", Table(writers=("office",), deletable=True))
function("audit_side()")
function("audit_genesis(text,text,text)")
function("audit_append(jsonb)", "portal", "office")
function("audit_make_heads(text)", "office")
function("audit_heads()", "portal", "office")
function("audit_unchangeable()")
