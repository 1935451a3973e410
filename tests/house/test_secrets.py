"""Resident numbers: what the portal, its thief, a dump and the write-ahead log do not hold, and keys that are changed or destroyed."""

import base64
import hashlib
import json
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from teojeon.command import database
from teojeon.embedded.binaries import find_binaries
from tests.house.thief import found_in, needles
from tests.support import databases
from tests.support.house import House, finished, house_of_its_own

pytestmark = pytest.mark.slow

FILE = """
import dataclasses, datetime as dt, json
from teojeon.kernel.crypto.numbers import ResidentNumber
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.victims.application.models import Draft
from teojeon.command.demonstration.filing import Tenant, file_application, register
from tests.support import filings

DIGITS = {digits!r}
class Person(Tenant):
    @property
    def number(self):
        return ResidentNumber.parse(DIGITS)

person = Person(**vars(filings.tenant({number})) | {{"birth_date": ResidentNumber.parse(DIGITS).birth_date}})
with unit_of_work(None):
    account = register(person, filings.PASSWORD)
with unit_of_work(account):
    subject, receipt_no = file_application(person, account)
with unit_of_work(account) as unit:
    box = bytes(Draft.objects.visible_to(unit.actor).get(pk=subject).box)
print(json.dumps({{"account": str(account), "subject": str(subject), "receipt_no": receipt_no, "mobile": person.mobile, "box": box.hex()}}))
"""
THIEF = "from tests.house import thief\nthief.main({accounts!r}, {digits!r}, {control!r})"
SWEEP = "from teojeon.kernel.work import messages\nprint(messages.sweep())"
READ_AT_OFFICE = """
import json
from teojeon.kernel.crypto.subjects import decrypt_text
from teojeon.kernel.people.actors import INTAKE_PRINCIPAL
from teojeon.kernel.people.models import Party
from teojeon.kernel.work.unit import unit_of_work
read = {}
with unit_of_work(INTAKE_PRINCIPAL, read_only=True) as unit:
    for party in Party.objects.visible_to(unit.actor):
        try:
            read[str(party.case_id)] = decrypt_text(party.case_id, bytes(party.number_box), f"party/{party.pk}/number")
        except Exception as error:
            read[str(party.case_id)] = type(error).__name__
print(json.dumps(read))
"""
READ_AT_PORTAL = """
import json
from uuid import UUID
from teojeon.kernel.crypto.subjects import Unreadable, decrypt_for
from teojeon.kernel.people.logins.models import Account
from teojeon.kernel.work.unit import unit_of_work
from teojeon.services.accounts.actions import identity_of
from teojeon.services.victims.application.content import load_filed
from teojeon.services.victims.application.drafts import find_filing
account, subject, box = UUID({account!r}), UUID({subject!r}), bytes.fromhex({box!r})
with unit_of_work(account, read_only=True):
    mobile = identity_of(Account.objects.get(pk=account)).mobile
    content = load_filed(find_filing(subject)).content
    try:
        draft = decrypt_for(subject, box, f"draft/{{subject}}/content").decode()
    except Unreadable as error:
        draft = type(error).__name__
print(json.dumps({{"mobile": mobile, "masked": content.number.masked, "box": content.number.box, "draft": draft}}))
"""


def random_digits() -> str:
    """A possible number of nobody, never seen before on this server."""
    return f"9{secrets.randbelow(10)}0{secrets.randbelow(9) + 1}1{secrets.randbelow(10)}1{secrets.randbelow(1_000_000):06d}"


@dataclass
class Filed:
    """One filing, the number that was typed, and what lay in the draft before the office had taken it over."""

    digits: str
    account: str
    subject: str
    receipt_no: str
    mobile: str
    box: str


@dataclass
class Story:
    house: House
    first: Filed
    second: Filed
    wal_from: str
    before: dict[str, Any]
    after: dict[str, Any]
    read: dict[str, str]
    """What the office read before a test destroyed a key."""


def file(house: House, number: int) -> Filed:
    digits = random_digits()
    filed = json.loads(finished(house.python(FILE.format(digits=digits, number=number), "portal")))
    return Filed(digits, **filed)


def robbed(house: House, filed: Filed) -> dict[str, Any]:
    code = THIEF.format(accounts=[filed.account], digits=filed.digits, control=filed.mobile)
    taken: dict[str, Any] = json.loads(finished(house.python(code, "portal")))
    return taken


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Iterator[Story]:
    with house_of_its_own("secrets", tmp_path_factory.mktemp("house"), keys) as house:
        with psycopg.connect(databases.administrator()) as server:
            row = server.execute("SELECT pg_walfile_name(pg_current_wal_lsn())").fetchone()
        assert row is not None
        first, second = file(house, 1), file(house, 2)
        before = robbed(house, first)
        assert finished(house.python(SWEEP, "office")).strip() == "2"
        assert finished(house.python(SWEEP, "portal")).strip() == "2"
        yield Story(house, first, second, row[0], before, robbed(house, first), read_at_office(house))


def as_owner(house: House, query: str, *words: object) -> list[Any]:
    with psycopg.connect(databases.urls(house.database)["owner"]) as owner:
        return owner.execute(query, words).fetchall()


def read_at_office(house: House) -> dict[str, str]:
    read: dict[str, str] = json.loads(finished(house.python(READ_AT_OFFICE, "office")))
    return read


def read_at_portal(house: House, filed: Filed) -> dict[str, str]:
    code = READ_AT_PORTAL.format(account=filed.account, subject=filed.subject, box=filed.box)
    read: dict[str, str] = json.loads(finished(house.python(code, "portal")))
    return read


@pytest.mark.req("S1-NET-02")
@pytest.mark.parametrize("moment", ["before", "after"])
def test_who_takes_the_portals_role_keys_and_disk_finds_no_submitted_number(story: Story, moment: str) -> None:
    taken = getattr(story, moment)
    assert taken["found"] == []
    assert taken["sealed_to_me"] == []


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_thief_can_open_what_the_portal_can(story: Story, moment: str) -> None:
    """The control of the test above: the person's mobile number lies under a key of the portal, and is found."""
    taken = getattr(story, moment)
    assert taken["control"] > 0
    assert taken["keys"] > 0 and taken["size"] > 10_000


@pytest.mark.parametrize("around", ["", "a", "ab", "abc", '{"number": "'])
def test_the_search_finds_a_number_however_it_is_written(around: str) -> None:
    digits = "9103041340001"
    for text in (digits, f"{digits[:6]}-{digits[6:]}"):
        plain = f"{around}{text}{around}".encode()
        for content in (plain, base64.b64encode(plain), plain.hex().encode(), plain.decode().encode("utf-16-le")):
            assert found_in(content, needles(digits)), content
    assert found_in(hashlib.sha256(digits.encode()).digest(), needles(digits))
    assert found_in(digits[::-1].encode(), needles(digits))
    assert found_in(f"{digits[:6]}-{digits[6]}******".encode(), needles(digits)) == []


def test_the_office_reads_the_number_that_was_submitted(story: Story) -> None:
    assert story.read == {each.subject: each.digits for each in (story.first, story.second)}


def test_the_drafts_key_is_destroyed_when_the_office_has_taken_over(story: Story) -> None:
    keys = as_owner(
        story.house,
        "SELECT k.destroyed_at IS NOT NULL, s.key_id FROM crypto_datakey k LEFT JOIN crypto_datakeysecret s ON s.key_id = k.id"
        " WHERE k.subject = %s AND k.side = 'portal'",
        story.first.subject,
    )
    assert keys == [(True, None)]
    assert as_owner(story.house, "SELECT box FROM victims_draft WHERE id = %s", story.first.subject) == [(b"",)]
    assert read_at_portal(story.house, story.first)["draft"] == "KeyDestroyed", "a box from an old backup opens no more"


def test_the_person_still_reads_the_filing_with_the_number_masked(story: Story) -> None:
    read = read_at_portal(story.house, story.first)
    digits = story.first.digits
    assert (read["masked"], read["box"]) == (f"{digits[:6]}-{digits[6]}******", "")


def test_the_write_ahead_log_holds_no_number(story: Story) -> None:
    """Also in segments that were renamed for later use: their old content is still there."""
    control, found = 0, []
    with psycopg.connect(databases.administrator()) as server:
        names = server.execute("SELECT name FROM pg_ls_waldir() WHERE name >= %s ORDER BY name", [story.wal_from]).fetchall()
        for (name,) in names:
            row = server.execute("SELECT pg_read_binary_file('pg_wal/' || %s, true)", [name], binary=True).fetchone()
            content = bytes(row[0]) if row and row[0] else b""
            for filed in (story.first, story.second):
                found += [(name, form) for form in found_in(content, needles(filed.digits))]
                control += filed.receipt_no.encode() in content
    assert found == []
    assert control > 0, "what was written in plain is found in the log"


def test_the_servers_log_holds_no_number(story: Story) -> None:
    log = databases.TEST_DATA / "pg" / "server.log"
    content = log.read_bytes() if log.exists() else b""
    assert [form for form in found_in(content, needles(story.first.digits)) if not form.startswith("as a number")] == []


@pytest.fixture(scope="module")
def dumps(story: Story, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Taken before any key is changed: everything, and the ordinary backup that leaves the secrets of keys out."""
    folder = tmp_path_factory.mktemp("dumps")
    paths = {name: folder / f"{name}.sql" for name in ("everything", "ordinary")}
    run("pg_dump", story.house.database, f"--file={paths['everything']}")
    run("pg_dump", story.house.database, "--exclude-table-data=crypto_datakeysecret", f"--file={paths['ordinary']}")
    return paths


def run(program: str, name: str, *arguments: str) -> None:
    known = conninfo_to_dict(database.with_database(databases.administrator(), name))
    options = {"host": "host", "port": "port", "username": "user", "dbname": "dbname"}
    address = [f"--{option}={known[word]}" for option, word in options.items() if known.get(word)]
    environment = {"PGPASSWORD": str(known.get("password") or ""), "PATH": ""}
    subprocess.run([find_binaries() / program, *address, *arguments], check=True, env=environment)


@contextmanager
def restored(house: House, *files: Path) -> Iterator[House]:
    """The house on a database that was restored from dumps, in their order, with the keys of today."""
    name = f"{house.database.rsplit('_', 1)[0]}_restored_{house.database.rsplit('_', 1)[1]}"
    with psycopg.connect(databases.administrator(), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {} OWNER owner TEMPLATE template0").format(sql.Identifier(name)))
    try:
        for path in files:
            run("psql", name, "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", f"--file={path}")
        yield House(house.data, name)
    finally:
        databases.drop(name)


def test_a_plain_dump_of_everything_holds_no_number(story: Story, dumps: dict[str, Path]) -> None:
    content = dumps["everything"].read_bytes()
    for filed in (story.first, story.second):
        assert found_in(content, needles(filed.digits)) == []
        assert filed.receipt_no.encode() in content, "the control: what is not secret is found"


def test_after_all_keys_are_changed_everything_is_still_read(story: Story, dumps: dict[str, Path]) -> None:
    house, before = story.house, read_at_office(story.house)
    seen = read_at_portal(house, story.first)
    masters = {side: sorted((house.data / "keys" / side / "master").glob("*.key")) for side in ("portal", "office")}
    for side in masters:
        assert "다시 감싼 데이터 키" in house.command("keys", "rotate", side).stdout
        now = sorted((house.data / "keys" / side / "master").glob("*.key"))
        assert len(now) == 1 and now != masters[side], "the earlier master key is gone"
    assert read_at_office(house) == before
    assert read_at_portal(house, story.first) == seen
    assert house.command("audit", "verify", check=False).returncode == 0


@pytest.mark.req("S1-XCT-05")
def test_a_destroyed_key_stays_destroyed_whatever_is_restored(story: Story, dumps: dict[str, Path], tmp_path: Path) -> None:
    house, gone, kept = story.house, story.first, story.second
    assert house.command("keys", "destroy", "office", gone.subject).returncode == 0
    assert house.command("keys", "destroy", "office", gone.subject, check=False).returncode == 1, "there is nothing left"
    kept_secrets = tmp_path / "secrets.sql"
    run("pg_dump", house.database, "--data-only", "--table=crypto_datakeysecret", f"--file={kept_secrets}")

    assert read_at_office(house) == {gone.subject: "KeyDestroyed", kept.subject: kept.digits}
    with restored(house, dumps["ordinary"]) as bare:
        assert set(read_at_office(bare).values()) == {"KeyDestroyed"}, "without the secrets nothing is read"
    with restored(house, dumps["ordinary"], kept_secrets) as whole:
        assert read_at_office(whole) == {gone.subject: "KeyDestroyed", kept.subject: kept.digits}


def test_an_old_dump_that_holds_the_secrets_opens_nothing_after_the_master_key_was_changed(
    story: Story, dumps: dict[str, Path]
) -> None:
    story.house.command("keys", "rotate", "office")
    with restored(story.house, dumps["everything"]) as old:
        read = read_at_office(old)
    assert read.keys() == {story.first.subject, story.second.subject}
    assert not {story.first.digits, story.second.digits} & set(read.values())


def test_only_two_words_destroy_a_key(story: Story) -> None:
    assert story.house.command("keys", "destroy", "office", "no-uuid", check=False).returncode == 2
    assert story.house.command("keys", check=False).returncode == 2
