"""`teojeon migrate`: brings all tables up to date, applies the register of rights, lays what must stand before the first case."""

import os

from teojeon.command import rights

# what keys by user and the job queue once per side; everything else in `default`
ALIASES = ("default", "portal_side", "office_side")


def main(words: list[str]) -> int:
    """Migrate as `owner`. Takes no words."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "teojeon.settings.owner"
    import django
    from django.core.management import call_command

    django.setup()
    for alias in ALIASES:
        call_command("migrate", database=alias, interactive=False, verbosity=1)
    from teojeon.services.victims import foundation

    foundation.lay()
    return rights.main(["apply"])
