from teojeon.kernel.sides.current import Side
from teojeon.kernel.sides.rights import Table, function, table

OWN_SIDE: dict[Side, str] = {"portal": "side = 'portal'", "office": "side = 'office'"}
table("crypto_datakey", Table(writers=("portal", "office"), append_only=True, rows=OWN_SIDE))
table("crypto_datakeysecret", Table(writers=("portal", "office"), rows=OWN_SIDE))
function("destroy_key(uuid)", "portal", "office")
