"""The small typed language in which every rule is written: facts, dated parameters, requirements.

An expression stands once and is read three ways: run for one case (`interpreter`), printed in Korean (`words`) and
compiled (`compiler`).
"""
