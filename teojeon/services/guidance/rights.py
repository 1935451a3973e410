from collections.abc import Mapping

from teojeon.kernel.sides.current import Side
from teojeon.kernel.sides.rights import EVERY_ROW, Table, table

# Guidance holds no data of a person: officials see every row, the portal what was published.
PUBLISHED: Mapping[Side, str] = {"office": EVERY_ROW, "portal": "state = 'PUBLISHED'"}
table("guidance_pageversion", Table(writers=("office",), readers=("portal",), rows=PUBLISHED))
table("guidance_office", Table(writers=("office",), readers=("portal",), rows=PUBLISHED))
table("guidance_picture", Table(writers=("office",), readers=("portal",), append_only=True))
table("guidance_examination", Table(writers=("office",), append_only=True))
