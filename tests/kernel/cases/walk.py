"""The real acts on a case, stripped of everything but the kernel's own duties."""

import dataclasses
import importlib
import pkgutil
from typing import Any

from teojeon.kernel.cases.actions import CaseAct
from teojeon.kernel.work.action import no_guard
from teojeon.services import victims


def acts_on_cases() -> list[CaseAct]:
    """Every act that some module of the service offers, each once."""
    found: dict[int, CaseAct] = {}
    for module in pkgutil.walk_packages(victims.__path__, f"{victims.__name__}."):
        if module.name.rsplit(".", 1)[-1] in ("actions", "recording", "messages"):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, CaseAct):
                    found[id(value)] = value
    return list(found.values())


def stripped(act: CaseAct) -> CaseAct:
    """The act with its box and move, but no guard and an empty body: what is left is the procedure."""

    def nothing(case: Any, *, event: Any) -> None: ...

    return dataclasses.replace(act, guard=no_guard, body=nothing)
