"""Translations of the portal: `python tools/translations.py compile|update|missing`.

`compile` makes what Django reads (build/locale) from teojeon/locale/*.po; `update` collects the marked words of code and
templates into these files; `missing` lists what has no translation yet and ends with 1 where there is any.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCES, COMPILED = ROOT / "teojeon/locale", ROOT / "build/locale"
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "zh_Hans": "nplurals=1; plural=0;", "vi": "nplurals=1; plural=0;"}
KEYWORDS = {"gettext": None, "gettext_lazy": None, "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "_": None}


def main(arguments: list[str]) -> int:
    """Runs one verb; 2 for an unknown one."""
    verbs = {"compile": compile_all, "update": update_all, "missing": list_missing}
    if len(arguments) != 1 or arguments[0] not in verbs:
        print(__doc__)
        return 2
    return verbs[arguments[0]]()


def compile_all() -> int:
    """Each language's file as a binary catalogue."""
    for source in sorted(SOURCES.glob("*.po")):
        target = COMPILED / source.stem / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        polib.pofile(str(source)).save_as_mofile(str(target))
    return 0


def update_all() -> int:
    """Adds new words to each language and drops those that stand nowhere any more."""
    found = dict(marked())
    for language, plural in PLURALS.items():
        path = SOURCES / f"{language}.po"
        known = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in polib.pofile(str(path))} if path.exists() else {}
        catalogue = polib.POFile(wrapwidth=120)
        catalogue.metadata = {"Language": language, "Content-Type": "text/plain; charset=utf-8", "Plural-Forms": plural}
        for (context, text), places in sorted(found.items(), key=lambda item: (item[0][1], item[0][0] or "")):
            entry = polib.POEntry(msgid=text, msgstr=known.get((context, text), ""), msgctxt=context)
            entry.comment = ", ".join(sorted(places))
            catalogue.append(entry)
        catalogue.save(str(path))
    return 0


def list_missing() -> int:
    """Words without a translation, by language."""
    lines = [
        f"{path.stem}: {entry.msgid}"
        for path in sorted(SOURCES.glob("*.po"))
        for entry in polib.pofile(str(path))
        if not entry.msgstr
    ]
    print("\n".join(lines))
    return 1 if lines else 0


def marked() -> dict[tuple[str | None, str], set[str]]:
    """The marked words, (context, text), with the files they stand in."""
    found: dict[tuple[str | None, str], set[str]] = {}
    for path in [*ROOT.glob("teojeon/**/*.py"), *ROOT.glob("teojeon/**/templates/**/*.html")]:
        for context, text in words_of(path):
            found.setdefault((context, text), set()).add(str(path.relative_to(ROOT)))
    return found


def words_of(path: Path) -> Iterator[tuple[str | None, str]]:
    """What one file marks for translation."""
    from babel.messages.extract import extract_python

    source = path.read_text(encoding="utf-8")
    if "gettext" not in source and "translate" not in source:
        return
    if path.suffix == ".html":
        from django.utils.translation.template import templatize

        source = templatize(source)
    options = {"encoding": "utf-8"}
    for _, function, words, _ in extract_python(io.BytesIO(source.encode()), list(KEYWORDS), [], options):
        if isinstance(words, str):
            yield None, words
        elif words and function.startswith("pgettext"):
            yield words[0], words[1]
        elif words and words[0]:
            yield None, words[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
