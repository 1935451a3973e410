"""`python -m bench [NAME …] [--runs N]`: each benchmark in a process of its own; prints a table and writes RESULTS.md.

Results of benchmarks that were not asked for stay as `results.json` has them, each with its own date and commit.
Exit code 1 when a benchmark failed; a missed target is no failure, it is a line of the table.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.report import as_markdown, as_text, machine, moment
from bench.result import RUNS, Result

HERE = Path(__file__).resolve().parent
KEPT = HERE / "results.json"
BENCHMARKS = (
    "law_start",
    "law_case",
    "law_table",
    "letters",
    "audit_verify",
    "filing",
    "uploads",
    "worklist",
    "linkage",
    "guidance",
    "steps",
    "tenant",
    "demo_load",
    "first_page",
)
# the measuring process: loads one benchmark only
ONE = (
    "import importlib, json, sys; module = importlib.import_module('bench.' + sys.argv[1]); "
    "result = module.run(int(sys.argv[2])); print(json.dumps({'title': module.TITLE, **result.as_dict()}))"
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="성능을 재어 bench/RESULTS.md에 씁니다.")
    parser.add_argument("names", nargs="*", metavar="이름", help=", ".join(BENCHMARKS))
    parser.add_argument("--runs", type=int, default=RUNS, help="몇 번 재어 중앙값을 얻을지")
    given = parser.parse_args()
    if unknown := set(given.names) - set(BENCHMARKS):
        parser.error(f"없는 이름입니다: {', '.join(sorted(unknown))}. 있는 이름: {', '.join(BENCHMARKS)}")
    kept: dict[str, dict[str, Any]] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    failed = []
    for name in given.names or BENCHMARKS:
        print(f"{name} …", flush=True)
        measured = measure(name, given.runs)
        if measured is None:
            failed.append(name)
            continue
        kept[name] = measured
        print(as_text(Result.of(measured["result"])), flush=True)
        KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (HERE / "RESULTS.md").write_text(as_markdown([kept[name] for name in BENCHMARKS if name in kept]), encoding="utf-8")
    if failed:
        print(f"재지 못했습니다: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def measure(name: str, runs: int) -> dict[str, Any] | None:
    """The result with its circumstances; None when the benchmark failed, which has then said why on standard error."""
    circumstances = {**moment(), "machine": machine(), "runs": runs}
    process = subprocess.run(
        [sys.executable, "-c", ONE, name, str(runs)], cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=False
    )
    if process.returncode:
        return None
    answer = json.loads(process.stdout.splitlines()[-1])
    return {"name": name, "title": answer.pop("title"), "result": answer, **circumstances}


if __name__ == "__main__":
    sys.exit(main())
