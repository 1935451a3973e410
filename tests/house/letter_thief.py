"""What somebody finds of agencies' requests and replies who has taken all that the portal has. Run under the portal's settings.

As in thief.py; and the boxes that the office sealed to the portal are opened with the portal's own keys, messages and pieces alike.
"""

import json
from collections.abc import Iterator, Sequence

from django.db import connection, transaction

from teojeon.kernel.crypto.keyring import keyring
from teojeon.kernel.crypto.sealing import Unopened, unseal
from tests.house.thief import data_keys, opened, stolen

SEALED = (
    "SELECT box, 'to_portal/' || subject || '/' || id FROM to_portal",
    "SELECT box, 'to_portal_part/' || subject || '/' || attachment || '/' || number FROM to_portal_part",
)


def sealed_to_portal(accounts: Sequence[str]) -> Iterator[bytes]:
    """What the portal's private keys open, each in its place."""
    for account in accounts:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.account', %s, true)", [account])
            for query in SEALED:
                cursor.execute(query)
                for box, place in cursor.fetchall():
                    try:
                        yield unseal(bytes(box), keyring().unsealing_keys(), place)
                    except Unopened:
                        continue


def main(accounts: Sequence[str], needles: Sequence[str], control: str) -> None:
    """Prints as JSON: the needles that were found, how often the control word was, how many boxes were opened, how much was looked at."""
    wanted = {needle: needle.encode() for needle in needles}
    keys, boxes = data_keys(), list(sealed_to_portal(accounts))
    found: set[str] = set()
    control_found, size = 0, 0
    for value in [*(value for _, value in stolen(accounts)), *boxes]:
        for content in opened(value, keys):
            size += len(content)
            found |= {needle for needle, form in wanted.items() if form in content or needle.encode("unicode_escape") in content}
            control_found += control.encode() in content
    print(json.dumps({"found": sorted(found), "control": control_found, "boxes": len(boxes), "size": size}))
