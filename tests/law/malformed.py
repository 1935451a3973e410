"""Calls of the law command that must be refused: each is made from a right one by one certain fault, drawn by chance."""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from teojeon.law.catalogue import ENTRIES
from teojeon.law.language.expression import Fact
from teojeon.law.language.kinds import Choice, CodeSet, CodeText, Date, DateOrNot, ListKind, Record, Won, YesNo
from teojeon.law.period.kinds import DAY_OR_INSTANT, SPANS
from tests.law.test_command import ROWS
from tests.law.victims.cases import EXAMPLE

CODES = {
    "BAD_JSON",
    "UNKNOWN_NAME",
    "UNKNOWN_KEY",
    "WRONG_TYPE",
    "BAD_VALUE",
    "NEGATIVE_AMOUNT",
    "BAD_DATE",
    "NOT_IN_FORCE",
    "ENGINE_NOT_INSTALLED",
}
ON = "2026-12-16"
RIGHT: Mapping[str, Mapping[str, Any]] = {
    "victim": EXAMPLE,
    "small-deposit": {"region_class": "seoul", "reference_on": "2022-08-01"},
    "period": {"base": "2026-11-20", "length": 30, "unit": "day", "excluded": [["2026-12-01", "2026-12-03"]], "counting": "civil"},
    "minimum-guarantee": {
        "deposit": 100_000_000,
        "outcome": "GA",
        "korean_national": True,
        "received_by_priority": 0,
        "repaid_on_claim": 0,
        "support": 0,
        "bought_house": False,
        "distribution_demanded": True,
        "auction_started_on": False,
        "advance_paid": False,
        "filed_on": "2026-12-01",
    },
    "tax-apportionment": {
        "house_value": 150_000_000,
        "all_houses_value": 3_000_000_000,
        "filed_on": "2026-11-25",
        "national": [{"kind": "other", "arrears": 1_000_000}],
        "local": [{"kind": "property", "arrears": 1_000_000, "on_house": True}],
    },
    "recovery-estimate": {
        "price_low": 180_000_000,
        "price_base": 200_000_000,
        "price_high": 220_000_000,
        "price_source": "appraisal",
        "sale_costs": 5_000_000,
        "region_class": "seoul",
        "earliest_security_on": "2022-08-01",
        "deposit": 100_000_000,
        "right": "fixed_date",
        "opposable_on": "2023-04-03",
        "ranked_on": "2023-04-03",
        "small_deposit_right": True,
        "claims": [{"kind": "mortgage", "amount": 120_000_000, "ranked_on": "2022-08-01"}],
    },
}
_BAD_DAYS = ("2026-02-30", "2026-13-01", "20261120", "2026-11-20T99:00", "", "어제", "2026-11-20\n", "0000-01-01", "10000-01-01")
_NESTED: Callable[[int], object] = lambda depth: {"a": _NESTED(depth - 1)} if depth else []  # noqa: E731


@dataclass(frozen=True)
class Call:
    """One malformed call: the words after `law` and what is on standard input."""

    argv: tuple[str, ...]
    stdin: bytes = b"{}"


class Malformer:
    """Draws malformed calls; `folder` holds the files that some of them name."""

    def __init__(self, seed: int, folder: Path) -> None:
        self._chance = random.Random(seed)
        self._folder = folder
        self._files = 0
        self._ways = (*[self._wrong_value] * 10, *[self._broken_text] * 4, *[self._unknown_key] * 2, self._contradiction)
        self._ways += (self._bad_call, self._bad_day, self._bad_rows, self._bad_receipt)

    def call(self) -> Call:
        """The next one."""
        made: Call = self._pick(self._ways)()
        return made

    def table_call(self) -> Call:
        """The next one with a table file that is refused whole."""
        name = self._pick(("victim", "small-deposit", "minimum-guarantee"))
        content, ending = self._pick((self._bad_csv, self._bad_parquet))()
        more = self._pick(((), ("--engine", "duckdb"), ("--findings",), ("-o", str(self._folder / "answer.csv"))))
        return Call(("run", name, "--on", ON, "--table", self._file(content, ending), *more))

    def _pick(self, among: Sequence[Any]) -> Any:
        return among[self._chance.randrange(len(among))]

    def _run(self, name: str, text: bytes) -> Call:
        return Call(("run", name, "--on", ON), text)

    def _right(self) -> tuple[str, dict[str, Any]]:
        name = self._pick(tuple(RIGHT))
        return name, dict(RIGHT[name])

    def _wrong_value(self) -> Call:
        name, facts = self._right()
        fact = self._pick(ENTRIES[name].rules.facts)
        facts[fact.name] = self._pick(_wrong(fact.kind, fact))
        return self._run(name, json.dumps(facts).encode())

    def _unknown_key(self) -> Call:
        name, facts = self._right()
        key = self._pick(
            ("", "deposits", "Deposit", "deposit ", "id", "__proto__", "\ud800", "보증금", "a" * 10_000, "on", "sha256")
        )
        facts[key] = self._pick((None, 1, [], {}, "x", _NESTED(50)))
        return self._run(name, json.dumps(facts).encode())

    def _contradiction(self) -> Call:
        more = self._pick(
            (
                {"has_security_right": False, "earliest_security_on": "2022-08-01"},
                {"has_security_right": True, "earliest_security_on": False},
                {"cap_uplift": 200_000_001},
                {"other_tenants_deposits": [0] * 10_001},
            )
        )
        return self._run("victim", json.dumps(EXAMPLE | more).encode())

    def _broken_text(self) -> Call:
        name, facts = self._right()
        text = json.dumps(facts, ensure_ascii=False).encode()
        place = self._chance.randrange(1, len(text) - 1)
        broken = self._pick(
            (
                text[:place],
                text + text[-place:],
                text[:place] + b"\xff" + text[place:],
                text[:-1] + b"," + text[1:],
                text[:-1] + b',"x":NaN}',
                text[:-1] + b',"x":-Infinity}',
                text[:-1] + b",}",
                b"[" * self._pick((1, 999, 100_000)) + text,
                b'{"a":' * 100_000,
                b"[" + text + b"]",
                text.replace(b":", b"=", 1),
                text.replace(b'"', b"'"),
                text.decode().encode("utf-16"),
                self._pick((b"", b"null", b"1", b'"x"', b"true", b"[]", b"\x00", b"nan")),
            )
        )
        return self._run(name, broken)

    def _bad_call(self) -> Call:
        name = self._pick(tuple(RIGHT))
        words = self._pick(
            (
                (),
                ("",),
                ("판단",),
                ("list", name),
                ("schema",),
                ("schema", name, "-t"),
                ("schema", name + " "),
                ("run",),
                ("run", "\ud800"),
                ("run", name, "--verbose"),
                ("run", name, "--on"),
                ("run", name, f"--on={ON}", "--on", ON),
                ("run", name, str(self._folder)),
                ("run", name, str(self._folder / "nothing.json")),
                ("run", name, "\x00"),
                ("run", name, "-", "-"),
                ("run", name, "--engine", "polars"),
                ("run", name, "--table", str(self._folder / "nothing.csv")),
                ("run", name, "--table", "x.csv", "--engine", "Polars"),
                ("run", name, "--table", "x.csv", "-"),
                ("run", name, "--parameters", str(self._folder)),
                ("run", name, "--parameters", "\x00"),
                ("replay", "-"),
                ("replay", "--on", ON),
            )
        )
        return Call(words)

    def _bad_day(self) -> Call:
        name, facts = self._right()
        day = self._pick((*_BAD_DAYS, "2008-08-20", "1900-01-01", "0001-01-01", "today", "2026-11-13+09:00"))
        return Call(("run", name, "--on", day), json.dumps(facts).encode())

    def _bad_rows(self) -> Call:
        old, new = self._pick(
            (
                ("600_000_000", "800_000_000"),
                ("600_000_000", "-1"),
                ("600_000_000", "6e8"),
                ("600_000_000", "true"),
                ("600_000_000", "[1]"),
                ("600_000_000", "1" * 25),
                ("600_000_000", "2026-12-01"),
                ('"DEPOSIT_CAP_EFFECTIVE"', '"DEPOSIT"'),
                ('"DEPOSIT_CAP_EFFECTIVE"', "7"),
                ('"sido:11"', '"nation"'),
                ('"sido:11"', '"sido:1"'),
                ('"sido:11"', '""'),
                ("2026-12-01", '"2026-02-30"'),
                ("2026-12-01", "1"),
                ("2026-12-01", "2026-02-30"),
                ('"위원회 의결"', '""'),
                ('"제2026-31호"', '""'),
                ("resolution", "resolved"),
                ("[[row]]", "[row]"),
                ("[[row]]", "[[rows]]"),
                ("[[row]]", "row = 1"),
                ("[[row]]", "[[row"),
                ("from = 2026-12-01", "from = 2026-12-01\nto = 2026-11-30"),
                ("from = 2026-12-01", "from = 2026-12-01\nfrom = 2026-12-01"),
                (ROWS, ROWS + ROWS),
                (ROWS, "x = " + "[" * 10_000),
                (ROWS, "\x00"),
            )
        )
        return Call(("run", "victim", "--on", ON, "--parameters", self._file(ROWS.replace(old, new, 1).encode(), "toml")))

    def _bad_receipt(self) -> Call:
        receipt: dict[str, Any] = {
            "name": "victim",
            "on": ON,
            "facts": {},
            "law": [],
            "parameters": {},
            "engine": "x",
            "sha256": "0" * 64,
        }
        key = self._pick(tuple(receipt))
        broken = self._pick(
            ({}, {**receipt, key: self._pick((None, 1, [], "x", _NESTED(200)))}, {k: v for k, v in receipt.items() if k != key})
        )
        document = self._pick((broken, {"receipt": broken}, {"receipt": 1}, {"receipt": receipt}))
        return Call(("replay", "-", "--on", self._pick((ON, "2023-06-01"))), json.dumps(document).encode())

    def _bad_csv(self) -> tuple[bytes, str]:
        content: bytes = self._pick(
            (
                b"",
                b"\n",
                b"\x00\x00",
                b"\xff\xfe\x00",
                b"deposit\n1\n",
                b"id,id\n1,1\n",
                b"id,nothing\n1,1\n",
                b"id,\n1,1\n",
                b'id,"on\n1,\n',
                b"id,on\n1\n",
                b"id,on\n1,2026-12-16,1\n",
                b'id,on\n1,"2026-12-16\n',
                b"id;on\n1;2026-12-16\n",
                "id,on\n1,오늘\n".encode("cp949"),
                b"id,on\n" + b"x" * 3_000_000 + b",\n",
                b'{"id": 1}',
            )
        )
        return content, "csv"

    def _bad_parquet(self) -> tuple[bytes, str]:
        noise = self._chance.randbytes(self._pick((0, 1, 12, 1_000)))
        return self._pick((noise, b"PAR1" + noise, b"PAR1" + noise + b"PAR1", b"id,on\n1,\n", b"PK\x03\x04" + noise)), "parquet"

    def _file(self, content: bytes, ending: str) -> str:
        self._files += 1
        file = self._folder / f"{self._files % 50}.{ending}"
        file.write_bytes(content)
        return str(file)


def _wrong(kind: object, fact: Fact | None = None) -> list[Any]:
    """Values that no fact of this kind may have."""
    common: list[Any] = [1.5, 1e30, {"x": 1}, _NESTED(100)]
    match kind:
        case _ if kind == SPANS:
            return [
                *common,
                "x",
                1,
                True,
                [1],
                [["2026-12-01"]],
                [["2026-12-02", "2026-12-01"]],
                [["2026-12-01", 1]],
                [["x", "y"]],
                [[]],
            ]
        case Choice():
            return [*common, 0, True, "", "zzz", ["done"], *(code.upper() for code in kind.codes if code.islower())]
        case CodeText():
            return [*common, 11, True, "", "1", "111", "1 ", "１１", ["11"]]
        case CodeSet():
            return [*common, 1, True, "x", ["x"], [1], [None], [[]], {"x": True}, {kind.codes[0]: 1}, {kind.codes[0]: "true"}]
        case ListKind(item=item, unknown_items=unknown):
            entries = [[wrong] for wrong in _wrong(item)] + ([] if unknown else [[None]])
            return [*common, 1, True, "x", *entries]
        case Record(parts=parts):
            broken = [{name: wrong} for name, part, _ in parts for wrong in _wrong(part)]
            return [1.5, 1, True, "x", [], {"zzz": 1}, *broken]
        case _ if kind == YesNo:
            return [*common, 0, 1, "true", "예", "", []]
        case _ if kind in (Date, DateOrNot, DAY_OR_INSTANT):
            return [*common, *_BAD_DAYS, 20261120, True, [], ["2026-12-01"], *([False] if kind != DateOrNot else [0])]
    least = 0 if fact is None or fact.minimum is None else fact.minimum
    numbers = [least - 1, -(10**15), -(10**40), 10**15 + 1, 10**40]
    return [*common, *numbers, "1", "", True, False, [], [1], 1.0, 0.0] + ([-1] if kind == Won else [])
