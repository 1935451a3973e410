"""Where a link of the markup leads: another page, a tool of the portal, a picture, or an outside site by https."""

import re

from teojeon.services.guidance.pages.models import RECORD

OWN_LINK = re.compile(r'<a href="(/[^"]*)">(.*?)</a>', re.DOTALL)

TOOLS = {
    "index": "/guide/",
    "support": "/guide/support/",
    "support-ga": "/guide/support/ga/",
    "support-na": "/guide/support/na/",
    "support-da": "/guide/support/da/",
    "offices": "/guide/offices/",
    "forms": "/guide/forms/",
    "notices": "/guide/notices/",
    "self-check": "/self-check/",
    "contract-check": "/contract-check/",
    "apply": "/applications/new/",
}
"""Pages of the program by the name that editors use; a test holds them to the portal's URLs."""
RESERVED = frozenset(
    ["support", "offices", "forms", "notices", "pictures", "ga", "na", "da", "versions", "en", "ko", "vi", "zh-hans"]
)


def page_address(slug: str, language: str = RECORD) -> str:
    """The address of a page; Korean, the record, has the plain one."""
    return f"/guide/{slug}/" if language == RECORD else f"/guide/{language}/{slug}/"


def start_address(language: str) -> str:
    """The start page of guidance in a language."""
    return TOOLS["index"] if language == RECORD else f"/guide/{language}/"


def version_address(slug: str, language: str, number: int) -> str:
    """The address of one version for ever."""
    return f"{page_address(slug, language)}versions/{number}/"


def picture_address(name: str) -> str:
    """The address of a picture."""
    return f"/guide/pictures/{name}.png"


def named_not_linked(html: str) -> str:
    """A page for the office's preview: where a link leads on the portal stands beside its words, since the office has no such page."""
    return OWN_LINK.sub(r"\2 <code>\1</code>", html)


def address_in(language: str, translated: frozenset[str]) -> "Addresses":
    """Resolves targets within a page of that language. `translated`: slugs that have a page in it; others lead to the Korean one."""
    return Addresses(language, translated)


class Addresses:
    """From a target to its URL."""

    def __init__(self, language: str, translated: frozenset[str]) -> None:
        self.language, self.translated = language, translated

    def __call__(self, target: str) -> str:
        kind, _, name = target.partition(":")
        if kind == "page":
            return page_address(name, self.language if name in self.translated else RECORD)
        if kind == "tool":
            return TOOLS[name]
        return picture_address(name) if kind == "picture" else target
