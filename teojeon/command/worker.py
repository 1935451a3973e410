"""`teojeon worker portal|office`: takes what the other side wrote, and runs this side's jobs. Any number of them may run."""

import os
import signal

SIDES = ("portal", "office")


def main(words: list[str]) -> int:
    """Runs until SIGTERM or Ctrl-C; jobs under way are finished first, killed ones are taken up by the next sweep."""
    if len(words) != 1 or words[0] not in SIDES:
        print("쓰는 법: teojeon worker portal | office")
        return 2
    os.environ["DJANGO_SETTINGS_MODULE"] = f"teojeon.settings.{words[0]}_worker"
    import django

    django.setup()
    from django.core.management import call_command

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    call_command("procrastinate", "worker", concurrency=4, wait=True, listen_notify=True, delete_jobs="successful")
    return 0
