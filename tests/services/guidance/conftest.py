"""Doors and people of the guidance tests."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import set_urlconf

from teojeon.kernel import clock
from teojeon.kernel.sides.models import ClockOffset
from teojeon.ui.languages import COOKIE, NAMES
from tests.support.languages import compile_new
from tests.support.sides import as_side


def move_to(day: dt.date, hour: int = 12) -> None:
    """That day at noon or another hour, for both sides. Called as the owner."""
    at = dt.datetime.combine(day, dt.time(hour), clock.SEOUL)
    seconds = round((at - clock.real_now()).total_seconds())
    ClockOffset.objects.update_or_create(id=1, defaults={"seconds": seconds})


@contextmanager
def visiting(language: str = "ko") -> Iterator[Client]:
    """A visitor at the portal who is not signed in and chose that language."""
    with as_side("portal"):
        set_urlconf(None)
        client = Client()
        client.cookies[COOKIE] = language
        yield client


@pytest.fixture
def house(db: None, keys: Path) -> None:
    """A database with keys; the test says which side it acts for."""


@pytest.fixture
def four_languages(settings: LazySettings) -> None:
    """The portal as it is offered: in all its languages."""
    compile_new()
    settings.UI_SITE = {"operator": "터전 운영기관", "languages": tuple(NAMES)}
