from teojeon.kernel.sides.rights import Table, table

# notices_notice gets its row policy with the other case tables (kernel/cases/rights.py)
table("notices_template", Table(writers=("office",), append_only=True))
table("notices_outboxentry", Table(writers=("office",), append_only=True, deletable=True))
table("notices_officialaddress", Table(writers=("office",), deletable=True))
