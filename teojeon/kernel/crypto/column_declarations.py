"""This app's own columns. They hold no personal data: a subject is an opaque id that leads nowhere without the other
tables."""

from teojeon.kernel.crypto.columns import NOT_PERSONAL, register

register("crypto.DataKey", dict.fromkeys(["id", "subject", "side", "created_at", "destroyed_at"], NOT_PERSONAL))
register("crypto.DataKeySecret", dict.fromkeys(["key", "side", "master_key", "wrapped", "pseudonym"], NOT_PERSONAL))
