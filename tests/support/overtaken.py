"""A page whose own autosave comes in between: it saves after the page looked at the row and before its act."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.test import RequestFactory

from teojeon.services.victims.application.saving import Desk
from teojeon.services.victims.application.steps import Reading


def overtaken(desk: Desk, reading: Reading, page: str) -> Desk:
    """The desk, at which `page` saves once, by itself, behind the first look at the row."""
    looks: list[UUID] = []

    def find(key: UUID) -> Any:
        row = desk.find(key)
        if not looks:
            desk.act(key, **reading.as_saved(page))
        looks.append(key)
        return row

    return replace(desk, find=find)


def press(desk: Desk, key: UUID, reading: Reading, page: str, version: int) -> None:
    """«다음» on `page`, which showed this version. Raises Stale. Inside a unit."""
    request = RequestFactory().post("/", {"page": page, "version": str(version), "action": "next"})
    desk.save(request, key, reading)
