"""The real acts on a case, stripped of everything but the kernel's own duties."""

import dataclasses
import importlib
import pkgutil
from typing import Any

from teojeon.kernel.cases.actions import CaseAct, Effect
from teojeon.kernel.work.action import no_guard
from teojeon.services import victims

# where services keep their acts; views and the portal's own modules are not imported here
MODULES = frozenset(
    [
        "actions",
        "additions",
        "closing",
        "deciding",
        "messages",
        "more_time",
        "office_actions",
        "proofs",
        "receiving",
        "recording",
        "records",
        "resident",
        "scans",
        "tasks",
        "transfer",
    ]
)


def acts_on_cases() -> list[CaseAct]:
    """Every act that some module of the service offers, each once."""
    found: dict[int, CaseAct] = {}
    for module in pkgutil.walk_packages(victims.__path__, f"{victims.__name__}."):
        if module.name.rsplit(".", 1)[-1] in MODULES:
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, CaseAct):
                    found[id(value)] = value
    return list(found.values())


def stripped(act: CaseAct, **content: str) -> CaseAct:
    """The act with its box and move, but no guard and a body that says only `content`: what is left is the procedure."""

    def nothing(case: Any, *, event: Any) -> Effect:
        return Effect(content={"pause": "walk", **content})

    words = {each.name: getattr(act, each.name) for each in dataclasses.fields(CaseAct)}
    return CaseAct(**words | {"guard": no_guard, "body": nothing})
