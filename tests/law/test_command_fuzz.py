"""Twenty thousand malformed inputs: exit 2 with a code of the contract, never a traceback, never a guess."""

import io
import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from teojeon.command.law import main
from tests.law.malformed import CODES, RIGHT, Call, Malformer

SECONDS = 60


@pytest.fixture
def malformer(tmp_path: Path) -> Malformer:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    return Malformer(seed, tmp_path)


def refusal(call: Call) -> str:
    """The code with which the call was refused."""
    out, err = io.StringIO(), io.StringIO()
    status = main(call.argv, out, err, io.BytesIO(call.stdin))
    assert status == 2, (call, out.getvalue()[:500])
    return checked(call, out.getvalue())


def checked(call: Call, printed: str) -> str:
    error = json.loads(printed)
    assert list(error) == ["error", "message", "field", "source"], call
    assert error["error"] in CODES, call
    assert any("가" <= letter <= "힣" for letter in error["message"]), call
    assert error["field"] is None or isinstance(error["field"], str), call
    return str(error["error"])


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_what_the_faults_are_put_into_is_right(name: str) -> None:
    out = io.StringIO()
    assert main(("run", name, "--on", "2026-12-16"), out, io.StringIO(), io.BytesIO(json.dumps(RIGHT[name]).encode())) == 0


def test_twenty_thousand_malformed_inputs_are_refused_with_a_code(malformer: Malformer) -> None:
    start = time.perf_counter()
    codes = Counter(refusal(malformer.call()) for _ in range(19_700))
    codes += Counter(refusal(malformer.table_call()) for _ in range(300))
    assert codes.total() == 20_000
    assert set(codes) == CODES - {"ENGINE_NOT_INSTALLED"}
    assert time.perf_counter() - start < SECONDS


@pytest.mark.slow
def test_two_hundred_processes_are_refused_with_a_code_and_without_a_traceback(malformer: Malformer) -> None:
    for number in range(200):
        call = malformer.table_call() if number % 4 == 0 else malformer.call()
        if any("\x00" in word or not word.isprintable() for word in call.argv):
            continue  # no shell can pass these words to a process
        command = [sys.executable, "-m", "teojeon.command.main", "law", *call.argv]
        done = subprocess.run(command, input=call.stdin, capture_output=True, check=False)
        assert done.returncode == 2, call
        checked(call, done.stdout.decode("utf-8"))
        assert b"Traceback" not in done.stderr, call
