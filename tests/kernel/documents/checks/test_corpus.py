"""Files as attackers send them: each is refused with a sentence that says what to do, or made harmless."""

import re
import resource
import time
from pathlib import Path

import pytest

from teojeon.kernel.documents.checks import MIME, Checked, Rejected, check, limits
from teojeon.kernel.documents.checks.verdict import MESSAGES, REMOVED_WORDS
from tests.kernel.documents.checks.unpacked import unpacked
from tools.hostile.make import corpus, main
from tools.hostile.samples import Hostile

CORPUS = corpus()
# A verdict is promised in ten seconds on a machine of its own; here others work beside.
SECONDS = 20


def representatives() -> list[Hostile]:
    """One file for each way to be refused, one for each thing that is left out, and for each kind."""
    found: dict[str, Hostile] = {}
    for file in CORPUS:
        for reason in (file.refused, *file.removed, file.name.rpartition(".")[2]):
            found.setdefault(reason, file)
    found.pop("")
    return list(dict.fromkeys(found.values()))


def look_at(file: Hostile, folder: Path) -> Checked | Rejected:
    """Under a name that says nothing, as uploads are kept."""
    path, into = folder / "upload", folder / "copies"
    content = file.make()
    path.write_bytes(content)
    into.mkdir()
    begun = time.monotonic()
    found = check(path, into)
    assert time.monotonic() - begun < SECONDS
    assert path.read_bytes() == content, "the original stays as it was"
    assert list(into.iterdir()) == ([found.safe] if isinstance(found, Checked) else []), "nothing else is left"
    return found


def judge(file: Hostile, found: Checked | Rejected) -> None:
    if file.refused:
        assert isinstance(found, Rejected), found
        assert found.code == file.refused
        assert found.message == MESSAGES[file.refused]
        return
    assert isinstance(found, Checked), found
    assert set(file.removed) <= set(found.removed)
    assert found.safe_mime == MIME[found.safe.suffix[1:]]
    content = unpacked(found.safe)
    assert [trace for trace in file.traces if trace in content] == []


@pytest.mark.req("S1-APP-07")
@pytest.mark.parametrize("file", representatives(), ids=lambda file: file.name)
def test_each_danger_is_refused_or_defused(file: Hostile, tmp_path: Path) -> None:
    judge(file, look_at(file, tmp_path))


@pytest.mark.slow
@pytest.mark.req("S1-APP-07")
@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_every_hostile_file_is_refused_or_defused(file: Hostile, tmp_path: Path) -> None:
    judge(file, look_at(file, tmp_path))


@pytest.mark.slow
@pytest.mark.req("S1-APP-07")
def test_what_was_made_harmless_passes_the_checks_again(tmp_path: Path) -> None:
    """The office looks into what the portal sent it once more, and a person may send a copy back to us."""
    for number, file in enumerate(file for file in CORPUS if not file.refused):
        folder = tmp_path / str(number)
        folder.mkdir()
        first = look_at(file, folder)
        assert isinstance(first, Checked), file.name
        again = check(first.safe, folder)
        assert isinstance(again, Checked), (file.name, again)
        assert again.removed == (), (file.name, again)


def test_there_are_more_than_sixty_and_each_has_its_name() -> None:
    names = [file.name for file in CORPUS]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


def test_every_hostile_file_is_small() -> None:
    assert all(len(file.make()) <= 3 * limits.MB for file in CORPUS)


def test_the_script_writes_them_all_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(tmp_path / "hostile")
    assert len(list((tmp_path / "hostile").iterdir())) == len(CORPUS) + 1


def test_a_bomb_takes_no_memory_here(tmp_path: Path) -> None:
    bomb = next(file for file in CORPUS if file.name == "bomb-twice-deflated.pdf")
    (tmp_path / "first").mkdir()
    look_at(bomb, tmp_path / "first")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (tmp_path / "second").mkdir()
    look_at(bomb, tmp_path / "second")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4 * 1024  # kilobytes


@pytest.mark.parametrize("code", MESSAGES)
def test_every_refusal_says_what_to_do(code: str) -> None:
    sentences = re.findall(r"[^.]+\.", MESSAGES[code])
    assert len(sentences) >= 2, "what is wrong, and what to do"
    assert re.search(r"(올립니다|묶습니다|고릅니다|찍습니다)\.$", MESSAGES[code])
    assert all(sentence.endswith("니다.") for sentence in sentences)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("TOO_LARGE", f"{limits.MAX_FILE_BYTES // limits.MB}MB"),
        ("JOINED_TOO_LARGE", f"{limits.MAX_FILE_BYTES // limits.MB}MB"),
        ("TOO_MANY_PICTURES", f"{limits.MAX_JOINED}장"),
        ("TOO_MANY_PAGES", f"PDF는 {limits.MAX_PAGES}쪽, TIFF는 {limits.MAX_TIFF_PAGES}쪽"),
    ],
)
def test_the_numbers_in_a_refusal_are_the_limits(code: str, words: str) -> None:
    assert words in MESSAGES[code]


def test_what_was_left_out_has_words() -> None:
    assert all(re.search(r"[가-힣]", words) for words in REMOVED_WORDS.values())
    named = {code for file in CORPUS for code in file.removed}
    unshown = set(REMOVED_WORDS) - named - {"resolution"}
    assert unshown == set(), "every word is shown by a hostile file"
