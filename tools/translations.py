"""Translations of the portal: `python tools/translations.py update|missing|compile [ROOM…]` (docs/translating.md).

`update` collects the words of a room into teojeon/locale/<language>/<room>.po; `missing` lists what has no translation yet and
ends with 1 where there is any; `compile` makes what Django reads (build/locale) and refuses two different translations of one
text and placeholders that do not agree. Without a room: all of them.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)] if str(ROOT) not in sys.path else []

from tools.translatable import Word, rooms, words_of_room  # noqa: E402 - found by the path above

SOURCES, COMPILED = ROOT / "teojeon/locale", ROOT / "build/locale"
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "zh_Hans": "nplurals=1; plural=0;", "vi": "nplurals=1; plural=0;"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)(?:[.:!\[][^{}]*)?\}")
HANGUL = re.compile("[가-힣]")
TERM = re.compile(r"[(（][^()（）]*[)）]")  # the Korean word beside its translation, as people meet it on a paper


class Contradiction(Exception):
    """Catalogues that cannot be put together; the message names every place."""


def main(arguments: list[str]) -> int:
    """Runs one verb; 2 for an unknown verb or room."""
    verbs = {"compile": compile_all, "update": update, "missing": list_missing}
    verb, *wanted = arguments or [""]
    if verb not in verbs or set(wanted) - set(rooms()):
        print(__doc__, f"Rooms: {' '.join(rooms())}", sep="\n")
        return 2
    return verbs[verb](wanted or rooms())


def update(wanted: Iterable[str]) -> int:
    """Adds new words to each language of the rooms and drops those that stand nowhere any more."""
    for room in wanted:
        found = words_of_room(room)
        for language in PLURALS:
            path = catalogue_path(language, room)
            known = {word: text for other in SOURCES.glob(f"{language}/*.po") for word, text in translations(other).items()}
            known |= translations(path)
            if found or path.exists():
                write(path, language, found, known)
    return 0


def list_missing(wanted: Iterable[str]) -> int:
    """Words without a translation, by language and room: those of the code, whether or not they stand in the catalogue yet."""
    lines = list(missing(wanted))
    print("\n".join(lines))
    return 1 if lines else 0


def missing(wanted: Iterable[str]) -> Iterator[str]:
    """`vi/ui: 다음` for each word that has no translation."""
    for room in wanted:
        found = words_of_room(room)
        for language in PLURALS:
            known = translations(catalogue_path(language, room))
            yield from (f"{language}/{room}: {word.text}" for word in sorted(found) if not known.get(word))


def compile_all(wanted: Iterable[str] = ()) -> int:
    """Each language's rooms as one binary catalogue; 1 where they contradict each other. Always all rooms."""
    problems = [problem for language in PLURALS for problem in compile_language(language)]
    print("\n".join(problems), end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


def compile_language(language: str) -> list[str]:
    """Writes one language where nothing contradicts; what does, as sentences."""
    together, problems = merged(language)
    if problems:
        return problems
    target = COMPILED / language / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    catalogue = polib.POFile()
    catalogue.metadata = metadata(language)
    for word, text in sorted(together.items()):
        catalogue.append(polib.POEntry(msgid=word.text, msgstr=text, msgctxt=word.context))
        if "%" in word.text and "%(" not in word.text:  # a template looks a text with % up with %%
            doubled = word.text.replace("%", "%%")
            catalogue.append(polib.POEntry(msgid=doubled, msgstr=text.replace("%", "%%"), msgctxt=word.context))
    scratch = target.with_suffix(".new")
    catalogue.save_as_mofile(str(scratch))
    scratch.replace(target)
    return []


def merged(language: str) -> tuple[dict[Word, str], list[str]]:
    """The translations of all rooms, and what contradicts: another translation elsewhere, other placeholders, Korean left over."""
    together: dict[Word, str] = {}
    problems: list[str] = []
    for path in sorted(SOURCES.glob(f"{language}/*.po")):
        place = f"{language}/{path.stem}"
        for word, text in translations(path).items():
            if not text:
                continue
            if together.setdefault(word, text) != text:
                problems.append(f"{place}: ‘{word.text}’ is ‘{text}’ here and ‘{together[word]}’ in another room")
            if placeholders(word.text) != placeholders(text):
                problems.append(f"{place}: the placeholders of ‘{word.text}’ and ‘{text}’ differ")
            if HANGUL.search(TERM.sub("", text)):
                problems.append(f"{place}: ‘{text}’ is still Korean")
    return together, problems


def placeholders(text: str) -> set[str]:
    """The names between braces, `{name}`, or after a percent sign, `%name`."""
    return {f"%{found[1]}" if found[1] else f"{{{found[2]}}}" for found in PLACEHOLDER.finditer(text)}


def catalogue_path(language: str, room: str) -> Path:
    """Where the translations of one room stand."""
    return SOURCES / language / f"{room}.po"


def translations(path: Path) -> dict[Word, str]:
    """What one file has, nothing where there is none."""
    if not path.exists():
        return {}
    return {Word(entry.msgid, entry.msgctxt): entry.msgstr for entry in polib.pofile(str(path)) if not entry.obsolete}


def write(path: Path, language: str, found: dict[Word, set[str]], known: dict[Word, str]) -> None:
    """One room's file: its words in order, with the files they stand in."""
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = metadata(language)
    for word, places in sorted(found.items()):
        entry = polib.POEntry(msgid=word.text, msgstr=known.get(word, ""), msgctxt=word.context)
        entry.comment = ", ".join(sorted(places))
        catalogue.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def metadata(language: str) -> dict[str, str]:
    return {"Language": language, "Content-Type": "text/plain; charset=utf-8", "Plural-Forms": PLURALS[language]}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
