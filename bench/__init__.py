"""The figures of the house. `python -m bench` measures all and writes RESULTS.md; `python -m bench NAME …` some.

A benchmark is a module with `TITLE` and `run(runs) -> Result`; it stands in `BENCHMARKS` of `__main__.py`.
"""
