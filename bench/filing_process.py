"""One of the processes of bench/filing.py: prepares drafts, files them, or sends the noted statements again.

python -m bench.filing_process NUMBER, with the portal's settings; questions and answers are lines of JSON.
"""

import json
import sys
import time
from itertools import cycle
from typing import Any
from uuid import UUID, uuid4

import django

django.setup()

import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from psycopg.types.json import Jsonb  # noqa: E402, F401  (parameters of noted statements may hold it)

from bench.applicants import prepared_draft  # noqa: E402
from bench.filing_parts import Stopwatch  # noqa: E402
from teojeon.kernel.work.unit import unit_of_work  # noqa: E402
from teojeon.services.victims.application import actions  # noqa: E402

Statement = tuple[str, Any]


class TakenBack(Exception):
    """Ends a unit of work whose statements are noted, not kept."""


class Filer:
    """`drafts`: account and draft; `noted`: the statements of one filing each."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.made = 0
        self.drafts: list[tuple[UUID, UUID]] = []
        self.noted: list[list[Statement]] = []
        self.bare = psycopg.connect(**connection.get_connection_params_without_pool(), cursor_factory=psycopg.ClientCursor)
