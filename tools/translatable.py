"""Which words of the portal are translated, and where they stand: marked words and constants, room by room (docs/translating.md).

A room's words are
- what code marks: `gettext`, `pgettext`, and in templates `{% translate %}`, `{% blocktranslate %}`, `_("…")`;
- every Korean string constant of the Python files that serve the portal: no docstring, no f-string (which would be put together
  before it can be looked up; `worded("… {x} …", x=x)` stands in its place), nothing given to a log or to a defect of ours;
- every Korean literal in a tag or filter of a template that serves the portal (the kit's tags translate what they are given);
- Korean values of the TOML files listed here. What scripts say stands in ui/script_words.py.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "teojeon"
HANGUL = re.compile("[가-힣]")
# A file serves the portal unless its name or its concept says otherwise.
OFFICE_CONCEPTS = frozenset(
    [
        "additional",
        "agenda",
        "assessment",
        "case",
        "counter",
        "decision",
        "estimates",
        "extracts",
        "intake",
        "investigation",
        "landlords",
        "letterbox",
        "linkage",
        "links",
        "opinions",
        "orders",
        "referral",
        "register",
        "requests",
        "uplift",
        "visits",
    ]
)
NOT_SHOWN = re.compile(
    r"(office(?!s)\w*|\w+_office|columns\w*|rights|apps|\w*tasks|documents|receiving|recording|closing|digest|commands|migrations|seed|models)"
)
# Files that a name does not tell apart: of the office, or never read by a person.
OFFICE_FILES = frozenset(
    [
        "accounts/seats",
        "accounts/secrecy",
        "accounts/gate",
        "guidance/citing",
        "guidance/examined/actions",
        "guidance/pages/actions",
        "guidance/pages/checks",
        "guidance/pages/forms",
        "guidance/pages/pictures",
        "guidance/public",
        "guidance/offices/forms",
        "guidance/offices/actions",
        "victims/foundation",
        "victims/columns_portal",
        "victims/amendments/additions",
        "victims/amendments/replies",
        "victims/application/flags",
        "victims/consents/messages",
        "victims/conversation/messages",
        "victims/conversation/windows",
        "victims/mandates/messages",
        "victims/papers/fetching",
        "victims/papers/scan_form",
        "victims/papers/scan_pages",
        "victims/papers/scans",
        "victims/papers/sending",
        "victims/progress/forms",
        "victims/service/actions",
        "victims/service/addressees",
        "victims/service/forms",
        "victims/service/guards",
        "victims/service/messages",
        "victims/service/records",
        "victims/service/reporting",
        "victims/service/view",
        "victims/supplement/actions",
        "victims/supplement/forms",
        "victims/supplement/messages",
        "victims/supplement/more_time",
        "victims/supplement/on_paper",
        "victims/supplement/paper_pages",
        "victims/conversation/actions",
        "victims/mandates/rules",
        "victims/mandates/queries",
        "victims/papers/queries",
        "victims/progress/actions",
        "victims/progress/telling",
        "victims/service/consent",
        "victims/service/proofs",
        "victims/service/proof_pages",
    ]
)
KERNEL_FILES = [
    "documents/checks/verdict.py",
    "documents/uploads.py",
    "documents/incoming.py",
    "work/action.py",
    "work/refusals.py",
    "work/middleware.py",
    "people/identity.py",
    "people/identity_simulator.py",
    "people/identity_oidc.py",
    "people/identity_portone.py",
    "people/access.py",
    "regions/addresses.py",
    "regions/juso.py",
]
SETTINGS = ("settings/portal.py", "settings/base.py")  # the names of the door and of its operator
TOML_FILES = {
    "services/victims/consents/texts.toml": "consents",
    "services/guidance/sheets/sheets.toml": "guidance",
    "law/victims/support/table.toml": "guidance",
}
# Words of the law and of the letter, which the person reads on the pages of the own case.
READ_IN_CASES = frozenset(
    {"law/victims/rules.py", "services/victims/assessment/outcomes.py", "services/victims/decision/stated.py"}
)
MARKS = ("gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "_")
# what is given to a log, to a pattern or to the cutting of a text
UNSEEN_CALLS = frozenset(
    [
        "debug",
        "info",
        "warning",
        "error",
        "exception",
        "critical",
        "compile",
        "fullmatch",
        "search",
        "sub",
        "split",
        "partition",
        "rpartition",
        "replace",
        "strip",
        "removeprefix",
        "removesuffix",
        "startswith",
        "endswith",
        "maketrans",
        "tuple",
        "frozenset",
        "ImproperlyConfigured",
    ]
)
PARTICLES = frozenset({"with_particle", "topic"})  # their first argument is read, the others are particles
SYLLABLES = frozenset("예값남여동호끝")  # the only single syllables that are words
UI_MACHINERY = frozenset({"citations.py", "dates.py", "apps.py", "languages.py", "build.py"})
# what a table cites: ui/citations.py reads it
PLACES_OF_LAW = re.compile(r"(?:부칙\(법률 제\d+호\)|법|규칙|운용규정|시행령|제\d+[조항호](?:의\d+)?|과|[,·\s])+")
BARE_CITATION = re.compile(r"[가-힣]+§[\d의①-⑳.,§ 가-하]+(?: 단서)?")
TAG = re.compile(r"\{%-?\s*(\w+)(.*?)%\}|\{\{(.*?)\}\}", re.DOTALL)
LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'")
MARKING_TAGS = frozenset({"translate", "trans", "blocktranslate", "blocktrans", "comment", "load", "url", "static"})
NAMED_TEMPLATE = re.compile(r"[\"']([\w/]+\.html)[\"']")
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)


class Word(NamedTuple):
    """A text to translate; `context` tells two uses of one text apart."""

    text: str
    context: str | None = None

    def __lt__(self, other: tuple[object, ...]) -> bool:
        return (self.text, self.context or "") < (str(other[0]), str(other[1] or ""))


def rooms() -> tuple[str, ...]:
    """The rooms that have words, in order."""
    return tuple(sorted({room for _, room in files() if room}))


def words_of_room(room: str) -> dict[Word, set[str]]:
    """The words of a room with the files they stand in."""
    found: dict[Word, set[str]] = {}
    for path, place in files():
        if place == room:
            for word in words_of(path):
                found.setdefault(word, set()).add(str(path.relative_to(ROOT)))
    return found


@cache
def files() -> tuple[tuple[Path, str], ...]:
    """Every file that serves the portal, with its room."""
    python = [path for path in sorted(PACKAGE.rglob("*.py")) if room_of(path)]
    pages = sorted(portal_templates(python))
    tables = [PACKAGE / name for name in TOML_FILES if (PACKAGE / name).exists()]
    return tuple((path, room_of(path)) for path in [*python, *pages, *tables])


def room_of(path: Path) -> str:
    """The room of a file, empty for one whose words the portal does not show."""
    parts = path.relative_to(PACKAGE).parts
    inside = "/".join(parts[1:])
    if "/".join(parts) in TOML_FILES:
        return TOML_FILES["/".join(parts)]
    if "/".join(parts) in READ_IN_CASES:
        return "mycase"
    if "/".join(parts) in SETTINGS:
        return "ui"
    if parts[0] == "kernel":
        return "kernel" if inside in KERNEL_FILES else ""
    if parts[0] == "ui":
        return "" if path.name in UI_MACHINERY or inside == "templates/ui/office.html" else "ui"
    if parts[0] != "services" or len(parts) < 3:
        return ""
    if path.suffix == ".py":
        if any(NOT_SHOWN.fullmatch(part.removesuffix(".py")) for part in parts) or inside.removesuffix(".py") in OFFICE_FILES:
            return ""
        concept = parts[2] if len(parts) > 3 else ""
    else:  # services/<service>/templates/<service>/<concept>/…, likewise under static
        concept = parts[4] if len(parts) > 5 else ""
    if parts[1] != "victims":
        return parts[1]
    return "" if concept in OFFICE_CONCEPTS else concept


def portal_templates(python: list[Path]) -> set[Path]:
    """The templates of the kit, those that the portal's code names, and those that these extend or include."""
    folders = [PACKAGE / "ui/templates", *PACKAGE.glob("services/*/templates")]
    every = {str(path.relative_to(folder)): path for folder in folders for path in folder.rglob("*.html")}
    reached: set[str] = {name for name, path in every.items() if path.is_relative_to(folders[0]) and room_of(path)}
    waiting = [name for path in python for name in NAMED_TEMPLATE.findall(path.read_text(encoding="utf-8"))]
    waiting += [name for name in reached for name in NAMED_TEMPLATE.findall(every[name].read_text(encoding="utf-8"))]
    waiting += ["accounts/locked.html"]  # named by a setting
    while waiting:
        name = waiting.pop()
        if name in every and name not in reached:
            reached.add(name)
            waiting += NAMED_TEMPLATE.findall(every[name].read_text(encoding="utf-8"))
    return {every[name] for name in reached if room_of(every[name])}


def words_of(path: Path) -> Iterator[Word]:
    """What one file has to translate."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from words_of_python(source)
    elif path.suffix == ".html":
        yield from words_of_template(source)
    else:
        texts = (text for text in texts_in(tomllib.loads(source)) if HANGUL.search(text))
        yield from (Word(text) for text in texts if not PLACES_OF_LAW.fullmatch(text))


def words_of_python(source: str) -> Iterator[Word]:
    """Korean constants, and marked words with their contexts."""
    tree = ast.parse(source)
    unseen = {id(part) for node in ast.walk(tree) for part in parts_not_shown(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node.func).startswith("pgettext") and len(node.args) > 1:
            context, text = node.args[:2]
            if isinstance(context, ast.Constant) and isinstance(text, ast.Constant):
                unseen |= {id(context), id(text)}
                yield Word(str(text.value), str(context.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unseen and is_word(node.value):
            yield Word(node.value)


def is_word(text: str) -> bool:
    """Whether a constant is something to read: no particle or unit, no pattern, no bare citation (ui/citations.py reads those)."""
    if not HANGUL.search(text) or "\\" in text or BARE_CITATION.fullmatch(text) or text.startswith("<"):
        return False
    return len(text.strip()) > 1 or text in SYLLABLES


def parts_not_shown(node: ast.AST) -> Iterator[ast.AST]:
    """The constants under a node that nobody reads: docstrings, parts of f-strings, words to a log or a pattern."""
    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        yield from (statement.value for statement in node.body if isinstance(statement, ast.Expr))
    elif isinstance(node, ast.Assign) and all(isinstance(to, ast.Name) and to.id.startswith("MAIL_") for to in node.targets):
        yield node.value  # a mail is sent in Korean
    elif isinstance(node, ast.Dict):  # {"portal": …, "office": …}: the office is Korean
        of_office = (value for key, value in zip(node.keys, node.values, strict=True) if getattr(key, "value", "") == "office")
        yield from (part for value in of_office for part in ast.walk(value))
    elif isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.Call) and not is_message(node.func):
        name = name_of(node.func)
        given = node.args if name in UNSEEN_CALLS else node.args[1:] if name in PARTICLES else []
        yield from (part for argument in given for part in ast.walk(argument))


def is_message(function: ast.expr) -> bool:
    """Whether the call is `messages.error(…)`, which people read, and no log."""
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "messages"


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


def words_of_template(source: str) -> Iterator[Word]:
    """Marked words, and Korean literals in tags and filters."""
    source = COMMENT.sub("", source)
    for context, text in marked_in(source):
        yield Word(text if "%(" in text else text.replace("%%", "%"), context)
    for tag in TAG.finditer(source):
        if tag[1] not in MARKING_TAGS:
            for literal in LITERAL.finditer(tag[2] or tag[3] or ""):
                if HANGUL.search(text := literal[1] or literal[2] or ""):
                    yield Word(text)


def marked_in(source: str) -> Iterator[tuple[str | None, str]]:
    """The words inside `{% translate %}` and its like, as Django looks them up."""
    if not any(mark in source for mark in ("trans", "_(")):
        return
    from babel.messages.extract import extract_python
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    import io

    code = templatize(source)
    for _, function, words, _ in extract_python(io.BytesIO(code.encode()), list(MARKS), [], {"encoding": "utf-8"}):
        if isinstance(words, str):
            yield None, words
        elif words and function.startswith("pgettext"):
            yield words[0], words[1]
        elif words and words[0]:
            yield None, words[0]


def texts_in(value: object) -> Iterator[str]:
    """Every text of a TOML file."""
    if isinstance(value, str):
        yield value.strip("\n")
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
