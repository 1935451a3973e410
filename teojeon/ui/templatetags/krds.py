"""Component tags: each component's markup exists once, in `ui/components/`. `{% load krds %}`."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString

from teojeon.ui import components, errors, formats, languages, sources
from teojeon.ui.groups import Rows
from teojeon.ui.script_words import SCRIPT_WORDS
from teojeon.ui.site import Site, current_site

register = template.Library()

GOVERNING = "이 화면은 이해를 돕기 위한 번역입니다. 한국어로 쓴 내용이 원본이며, 서로 다르면 한국어가 우선합니다."
TONES = ("primary", "secondary", "gray", "point", "danger", "warning", "success", "information")


@register.simple_tag
def ui_site() -> Site:
    """The names and links of the page frame (`UI_SITE`)."""
    return current_site()


@register.inclusion_tag("ui/components/language_choice.html", takes_context=True)
def language_choice(context: template.Context) -> dict[str, Any]:
    """The languages of this door, one button each; nothing where there is but one."""
    request = context.get("request")
    offered = languages.offered() if request else ()
    chosen = languages.chosen(request) if request else languages.RECORD
    return {
        "languages": [(code, languages.NAMES[code]) for code in offered],
        "chosen": chosen,
        "chosen_name": languages.NAMES[chosen],
        "action": reverse("choose_language") if len(offered) > 1 else "",
        "here": request.get_full_path() if request else "/",
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def error_text(code: str) -> errors.ErrorText:
    """The texts of an error page, for the templates that Django's own handlers render."""
    return errors.TEXTS[code]


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A form field with label, required mark, hint, errors and the markup of its widget."""
    return {"field": components.field_view(bound)}


@register.inclusion_tag("ui/components/rows.html")
def rows(group: Rows) -> dict[str, Any]:
    """A repeating group: its rows, a button that adds one, one that removes each, one that puts the last removed back."""
    return {"rows": group}


@register.simple_block_tag
def asked(content: SafeString, item: Any) -> SafeString:
    """A field or group that may be asked only after another answer; between the tags stands what follows the field."""
    return render_to_string("ui/components/asked.html", {"item": item, "content": content})


@register.inclusion_tag("ui/components/task_list.html")
def task_list(tasks: Iterable[Any], label: str = "할 일") -> dict[str, Any]:
    """Tasks with `title`, `url`, `state` in words, `tone`, and a `note` or nothing."""
    return {"tasks": list(tasks), "label": label}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(subject: Any, draft: str = "") -> dict[str, Any]:
    """All errors on top of the page with links to the fields; nothing where there are none."""
    return {"errors": components.collected_errors(subject), "draft": draft}


@register.inclusion_tag("ui/components/steps.html")
def steps(titles: Iterable[Any], current: int, label: str = "진행 단계") -> dict[str, Any]:
    """A step indicator; `current` counts from 1. Titles are words or `{"title", "url", "done"}`; without `done`, what comes before
    the current step is done.
    """
    given = [each if isinstance(each, Mapping) else {"title": each} for each in titles]
    listed = [{"done": place < current, **each} for place, each in enumerate(given, 1)]
    return {"steps": listed, "current": current, "label": label, "total": len(listed)}


@register.simple_block_tag
def table(content: SafeString, caption: str, hide_caption: bool = False) -> SafeString:
    """`{% table caption="…" %}<thead>…</thead><tbody>…</tbody>{% endtable %}` in a labelled scroll region."""
    context = {"content": content, "caption": caption, "hide_caption": hide_caption}
    return render_to_string("ui/components/table.html", context)


@register.simple_block_tag
def disclosure(content: SafeString, title: str, is_open: bool = False) -> SafeString:
    """`{% disclosure "제목" %}…{% enddisclosure %}`: text that opens without a script."""
    return render_to_string("ui/components/disclosure.html", {"content": content, "title": title, "is_open": is_open})


@register.simple_block_tag
def panel(content: SafeString, title: str = "", level: int = 2) -> SafeString:
    """`{% panel "제목" %}…{% endpanel %}`: a section with a heading and space around it."""
    return render_to_string("ui/components/panel.html", {"content": content, "title": title, "level": level})


@register.inclusion_tag("ui/components/alert.html")
def alert(text: str, tone: str = "information", title: str = "") -> dict[str, Any]:
    """A box that tells something; its tone is also said in words."""
    words = {"danger": "오류", "warning": "주의", "success": "완료", "information": "안내"}
    return {"text": text, "tone": tone, "title": title or words.get(tone, "안내")}


@register.inclusion_tag("ui/components/badge.html")
def badge(text: str, tone: str = "gray") -> dict[str, Any]:
    """A short state. Raises TemplateSyntaxError for a tone that KRDS does not know."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"badge: unknown tone {tone!r}")
    return {"text": text, "tone": tone}


@register.inclusion_tag("ui/components/summary_list.html")
def summary_list(pairs: Any) -> dict[str, Any]:
    """Terms and values as a `dl`; blanks are written as 정보 없음."""
    return {"pairs": components.pairs_of(pairs)}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Entries `{"at", "title", "text"?, "actor"?, "tone"?}` in the order given."""
    return {"entries": list(entries)}


@register.inclusion_tag("ui/components/deadline.html")
def deadline(d_day: int | None, date: dt.date | None) -> dict[str, Any]:
    """Days left and the date, in words and not by colour alone."""
    short, words, tone = components.deadline_words(d_day)
    return {"short": short, "words": words, "tone": tone, "date": date}


@register.inclusion_tag("ui/components/finding.html")
def finding(finding: Mapping[str, Any], labels: Mapping[str, Mapping[str, str]] | None = None) -> dict[str, Any]:
    """A finding of the law contract as a tree. `labels`: `{"deposit": {"label": "임차보증금", "unit": "won"}}`."""
    return {"finding": components.finding_view(finding, labels or {}), "labels": labels or {}}


@register.inclusion_tag("ui/components/buttons.html")
def buttons(**options: str) -> dict[str, Any]:
    """The buttons under a form: `primary`, `primary_name`, `primary_value`, `secondary` (likewise), `back`, `back_url`,
    `tone` ("primary" or "danger"), `form_id` of the form where they stand outside of it."""
    return options


@register.inclusion_tag("ui/components/link_button.html")
def link_button(url: str, label: str, tone: str = "secondary", size: str = "medium") -> dict[str, Any]:
    """A link that looks like a button."""
    return {"url": url, "label": label, "tone": tone, "size": size}


@register.inclusion_tag("ui/components/pager.html")
def pager(next_url: str = "", first_url: str = "", shown: int | None = None) -> dict[str, Any]:
    """Keyset paging: forward and back to the start; a list is never counted for it."""
    return {"next_url": next_url, "first_url": first_url, "shown": shown}


@register.inclusion_tag("ui/components/autosave.html")
def autosave_status(saved_at: dt.datetime | None = None) -> dict[str, Any]:
    """The line that says whether the draft is saved; a script keeps it up to date where there is one."""
    return {"saved_at": saved_at}


@register.filter
def alert_tone(level: str) -> str:
    """The tone of a message of Django's messages framework."""
    return {"error": "danger", "warning": "warning", "success": "success"}.get(level, "information")


@register.filter
def won(amount: Any) -> str:
    """`{{ 1234500|won }}` → 1,234,500원, on an English page 1,234,500 won."""
    return formats.shown_won(amount)


@register.filter
def won_reading(amount: Any) -> str:
    """`{{ 1234500|won_reading }}` → 123만 4,500원, on an English page 1.2345 million won."""
    return formats.shown_reading(amount)


@register.filter
def kdate(day: dt.date | None) -> str:
    """2026. 11. 20.(금), on an English page 20 Nov 2026."""
    return formats.shown_date(day)


@register.filter
def kdatetime(instant: dt.datetime | None) -> str:
    """2026. 11. 20.(금) 14:05, on an English page 20 Nov 2026 14:05."""
    return formats.shown_datetime(instant)


@register.filter
def kwhen(when: dt.date | str) -> str:
    """A date as a date, an instant with its time."""
    return components.date_text(when)


@register.filter
def unknown(value: Any) -> Any:
    """Blank → 정보 없음."""
    return languages.as_written(formats.or_no_information(value))


@register.filter
def translated(value: Any) -> Any:
    """A fixed Korean text in the language of the page."""
    return languages.translated(value)


@register.filter
def as_written(value: Any) -> Any:
    """What a person or an authority wrote: marked as Korean on a page in another language, unless it is a fixed text."""
    return languages.as_written(value)


@register.filter
def source(value: Any) -> Any:
    """What a text rests on, without the house's own catalogue numbers."""
    return languages.as_written(sources.readable(str(value)))


@register.filter
def words(value: Any) -> Any:
    """What an object says of itself (`str`), as `as_written` shows it."""
    return languages.as_written(str(value))


@register.simple_tag
def governing_language() -> SafeString:
    """On a page that is not Korean: that the Korean text is the record. Nothing on a Korean one."""
    if formats.in_record():
        return SafeString("")
    return format_html('<p class="ui-governing">{}</p>', languages.translated(GOVERNING))


@register.simple_tag
def script_words() -> SafeString:
    """What the scripts of the portal say, in the language of the page, for `words.js`. Nothing on a Korean page."""
    if formats.in_record():
        return SafeString("")
    return json_script({text: languages.translated(text) for text in SCRIPT_WORDS}, "script-words")
