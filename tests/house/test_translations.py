"""The tool that collects what is translated, and the catalogues themselves (docs/translating.md)."""

from pathlib import Path

import polib
import pytest
from django.template import engines

from tools import translatable, translations
from tools.translatable import Word, room_of, words_of_python, words_of_template

PACKAGE = translatable.PACKAGE


def of_python(source: str) -> list[str]:
    return [word.text for word in words_of_python(source)]


def of_template(source: str) -> list[str]:
    return [word.text for word in words_of_template(source)]


# what is collected


def test_a_korean_constant_of_code_is_collected_and_a_docstring_is_not() -> None:
    assert of_python('"""모듈"""\nclass A:\n    """종류"""\n    def b(self):\n        """처리"""\n        return "접수번호"') == [
        "접수번호"
    ]


def test_the_parts_of_an_f_string_are_not_collected_but_a_worded_sentence_is() -> None:
    assert of_python('f"{n}건을 받았습니다"\nworded("{n}건을 받았습니다", n=n)') == ["{n}건을 받았습니다"]


def test_a_constant_within_an_f_string_is_collected() -> None:
    assert of_python("f\"{known or '정보 없음'}\"") == ["정보 없음"]


def test_sentences_joined_over_lines_are_one_word() -> None:
    assert of_python('A = (\n    "하나를 "\n    "더 적습니다."\n)') == ["하나를 더 적습니다."]


@pytest.mark.parametrize(
    "source",
    [
        'logger.warning("남은 일")',
        're.compile("[가-힣]+")',
        'PATTERN = "\\\\d+단계"',
        'text.removesuffix("번지")',
        'with_particle(label, "은", "는")',
        'MAIL_TEXT = "확인 번호를 보냅니다"',
        'SOURCE = "규칙§3⑤"',
        'UNIT = "원"',
        'NAME = "english"',
    ],
)
def test_what_nobody_reads_on_a_page_is_not_collected(source: str) -> None:
    assert of_python(source) == []


def test_what_is_said_to_a_person_is_collected_though_it_looks_like_a_log() -> None:
    assert of_python('messages.error(request, "다시 입력합니다")') == ["다시 입력합니다"]


def test_the_menu_of_the_office_is_not_collected() -> None:
    assert of_python('MENU = {"portal": ["나의 사건"], "office": ["업무 목록"]}') == ["나의 사건"]


def test_a_context_tells_two_uses_of_one_text_apart() -> None:
    assert list(words_of_python('pgettext("month", "월")')) == [Word("월", "month")]


def test_marks_and_literals_of_a_template_are_collected() -> None:
    source = (
        '{% load i18n krds %}{# 설명 #}{% panel "나의 사건" %}<p>{% translate "접수번호" %}</p>{{ x|default:"없음" }}'
        '{% blocktranslate with n=list|length %}서류 {{ n }}건{% endblocktranslate %}{% url "이름" %}{% endpanel %}'
    )
    assert sorted(of_template(source)) == ["나의 사건", "서류 %(n)s건", "없음", "접수번호"]


def test_a_percent_sign_of_a_template_is_one_word_with_that_of_code() -> None:
    assert of_template('{% load i18n %}{% translate "10% 이상" %}') == of_python('A = "10% 이상"') == ["10% 이상"]


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("services/victims/application/forms/house.py", "application"),
        ("services/victims/application/office_messages.py", ""),
        ("services/victims/papers/office.py", ""),
        ("services/victims/papers/columns.py", ""),
        ("services/victims/intake/forms.py", ""),
        ("services/victims/templates/victims/mycase/case.html", "mycase"),
        ("services/accounts/counter/portal.py", "accounts"),
        ("services/accounts/counter/office.py", ""),
        ("services/guidance/templates/guidance/index.html", "guidance"),
        ("kernel/documents/checks/verdict.py", "kernel"),
        ("kernel/audit/verify.py", ""),
        ("ui/forms.py", "ui"),
        ("ui/templates/ui/office.html", ""),
        ("law/victims/rules.py", "mycase"),
        ("law/victims/facts.py", ""),
        ("settings/portal.py", "ui"),
    ],
)
def test_a_file_belongs_to_the_room_that_its_place_says(path: str, room: str) -> None:
    assert room_of(PACKAGE / path) == room


def test_no_page_of_the_office_is_collected() -> None:
    collected = {str(path.relative_to(PACKAGE)) for path, _ in translatable.files()}
    assert "services/victims/templates/victims/mycase/case.html" in collected
    assert not [path for path in collected if "/intake/" in path or path.endswith("/office.py") or "/office/" in path]


# the catalogues


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Catalogues of an own: nothing stands in them yet."""
    monkeypatch.setattr(translations, "SOURCES", tmp_path / "locale")
    monkeypatch.setattr(translations, "COMPILED", tmp_path / "compiled")
    return tmp_path


def fill(language: str, room: str, **words: str) -> None:
    given = {Word(text.replace("_", " ")): translated for text, translated in words.items()}
    translations.write(translations.catalogue_path(language, room), language, {word: set() for word in given}, given)


def compiled(house: Path, language: str) -> dict[str, str]:
    catalogue = polib.mofile(str(house / "compiled" / language / "LC_MESSAGES" / "django.mo"))
    return {entry.msgid: entry.msgstr for entry in catalogue}


def test_rooms_become_one_catalogue_and_an_empty_translation_none(house: Path) -> None:
    fill("en", "ui", 다음="Next", 이전="")
    fill("en", "papers", 서류="Paper", 다음="Next")
    assert translations.main(["compile"]) == 0
    assert compiled(house, "en") == {"다음": "Next", "서류": "Paper"}


def test_two_translations_of_one_text_are_refused_and_both_are_named(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill("vi", "ui", 다음="Tiếp theo")
    fill("vi", "papers", 다음="Tiếp")
    assert translations.main(["compile"]) == 1
    said = capsys.readouterr().err
    assert "vi/ui" in said
    assert "Tiếp theo" in said
    assert not (house / "compiled/vi").exists()


@pytest.mark.parametrize("text", ["{count} papers", "{n} papers of {m}", "papers", "%(n)s papers"])
def test_a_placeholder_that_the_korean_does_not_have_or_that_is_lost_is_refused(house: Path, text: str) -> None:
    word = Word("서류 {n}건")
    translations.write(translations.catalogue_path("en", "papers"), "en", {word: set()}, {word: text})
    assert translations.main(["compile"]) == 1


def test_korean_within_a_translation_is_refused(house: Path) -> None:
    fill("en", "papers", 접수번호="Receipt 번호")
    assert translations.main(["compile"]) == 1


def test_the_korean_term_may_stand_in_brackets_beside_its_translation(house: Path) -> None:
    fill("en", "papers", 접수번호="Receipt number (접수번호)")
    assert translations.main(["compile"]) == 0


def test_a_percent_sign_is_found_from_code_and_from_a_template(house: Path) -> None:
    word = Word("10% 이상")
    translations.write(translations.catalogue_path("en", "papers"), "en", {word: set()}, {word: "10% or more"})
    assert translations.main(["compile"]) == 0
    assert compiled(house, "en") == {"10% 이상": "10% or more", "10%% 이상": "10%% or more"}


def test_update_keeps_what_is_translated_and_takes_what_another_room_has(house: Path) -> None:
    fill("en", "papers", 모름="Don't know")
    assert translations.main(["update", "ui"]) == 0
    found = {entry.msgid: entry.msgstr for entry in polib.pofile(str(house / "locale/en/ui.po"))}
    assert (found["모름"], found["홈"]) == ("Don't know", "")
    assert not (house / "locale/en/mycase.po").exists()


def test_what_has_no_translation_is_listed(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert translations.main(["missing", "ui"]) == 1
    assert "vi/ui: 모름" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("arguments", [[], ["collect"], ["update", "nowhere"]])
def test_an_unknown_verb_or_room_is_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert translations.main(arguments) == 2
    assert "Rooms:" in capsys.readouterr().out


# what stands in the house


def test_every_template_can_be_read() -> None:
    """A tag whose library a template does not load breaks only the page that some walk may not reach."""
    for path in [*PACKAGE.glob("ui/templates/**/*.html"), *PACKAGE.glob("services/*/templates/**/*.html")]:
        engines["django"].from_string(path.read_text(encoding="utf-8"))


@pytest.mark.req("S1-GUI-03")
def test_every_word_of_the_portal_is_translated_into_each_language() -> None:
    left = list(translations.missing(translatable.rooms()))
    assert not left, "\n".join(left)


@pytest.mark.req("S1-GUI-03")
@pytest.mark.parametrize("language", translations.PLURALS)
def test_the_catalogues_do_not_contradict_each_other(language: str) -> None:
    _, problems = translations.merged(language)
    assert not problems, "\n".join(problems)
