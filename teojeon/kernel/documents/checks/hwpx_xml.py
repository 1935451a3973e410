"""XML of HWPX, written anew as it is read: prefixes stay as they are (한글 insists on them), what acts is left out."""

import re
from typing import IO
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from teojeon.kernel.documents.checks import limits
from teojeon.kernel.documents.checks.verdict import Refused

# Left out with all that they hold, and what that is called.
DROPPED = {
    "script": "macro",
    "scripts": "macro",
    "headerscripts": "macro",
    "sourcescripts": "macro",
    "ole": "embedded",
    "oleobject": "embedded",
    "video": "media",
    "externaldata": "external",
    "linkinfo": "external",
}
# Fields whose parameters are no address and no command.
HARMLESS_FIELDS = frozenset({"CLICK_HERE", "BOOKMARK", "FORMULA", "SUMMARY", "USER_INFO", "DATE", "DOC_DATE", "MEMO", "METATAG"})
_ADDRESSES = frozenset({"href", "src", "url", "uri", "target", "path", "full-path", "filename", "command", "link", "action"})
_OUTSIDE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]{1,20}\s*\\?:|\\\\|//|/)", re.IGNORECASE)
_NAMESPACE_HOSTS = re.compile(
    r"^(?:https?://(?:www\.)?(?:hancom\.co\.kr|owpml\.org|idpf\.org|w3\.org|purl\.org|schemas\.[\w.]+|oasis-open\.org)|urn:)"
)


class Rewriter(ContentHandler):
    """Writes what it hears into `target`. `kept`: the parts of the new package; `removed` gains what is left out."""

    def __init__(self, target: IO[bytes], kept: set[str], removed: set[str]) -> None:
        super().__init__()
        self._out = XMLGenerator(target, "UTF-8", short_empty_elements=True)
        self._kept, self._removed = kept, removed
        self._depth = self._elements = 0
        self._dropping_below: int | None = None
        self._blank_below: int | None = None
        self._field_acts = False
        self._dropped_ids: set[str] = set()

    def startDocument(self) -> None:
        """The XML declaration."""
        self._out.startDocument()

    def endDocument(self) -> None:
        """Nothing follows."""
        self._out.endDocument()

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        """Raises Refused past the limits of depth and number."""
        self._depth += 1
        self._elements += 1
        if self._depth > limits.MAX_XML_DEPTH or self._elements > limits.MAX_XML_ELEMENTS:
            raise Refused("TOO_HEAVY")
        if self._dropping_below is not None:
            return
        local = name.rpartition(":")[2].casefold()
        if self._is_dropped(local, attrs):
            self._dropping_below = self._depth
            return
        if local == "fieldbegin":
            self._field_acts = attrs.get("type", "") not in HARMLESS_FIELDS
        if self._blank_below is None and (local == "meta" or (local == "parameters" and self._field_acts)):
            self._blank_below = self._depth
        self._out.startElement(name, AttributesImpl({key: self._harmless(key, value) for key, value in attrs.items()}))

    def endElement(self, name: str) -> None:
        """Closes what was opened."""
        if self._dropping_below is None:
            self._out.endElement(name)
        if self._dropping_below == self._depth:
            self._dropping_below = None
        if self._blank_below == self._depth:
            self._blank_below = None
            self._field_acts = False
        self._depth -= 1

    def characters(self, content: str) -> None:
        """Text, but not the text of what acts."""
        if self._dropping_below is not None:
            return
        if self._blank_below is None:
            self._out.characters(content)
        elif content.strip():
            self._removed.add("link" if self._field_acts else "metadata")

    def _is_dropped(self, local: str, attrs: AttributesImpl) -> bool:
        if local in DROPPED:
            self._removed.add(DROPPED[local])
            return True
        if local == "item" and "href" in attrs and not self._is_kept(attrs["href"]):
            self._dropped_ids.add(attrs.get("id", ""))
            if _OUTSIDE.match(attrs["href"]):
                self._removed.add("external")
            return True
        if local == "itemref":
            return attrs.get("idref", "") in self._dropped_ids
        return local == "rootfile" and not self._is_kept(attrs.get("full-path", ""))

    def _is_kept(self, place: str) -> bool:
        return place in self._kept or f"Contents/{place}" in self._kept

    def _harmless(self, key: str, value: str) -> str:
        """An attribute's value, empty where it leads out of the package."""
        local = key.rpartition(":")[2].casefold()
        if key.startswith("xmlns") or not value:
            return value
        if local in _ADDRESSES and not self._is_kept(value):
            if _OUTSIDE.match(value):
                self._removed.add("external" if local != "href" else "link")
            return ""
        is_outside = _OUTSIDE.match(value) and not _NAMESPACE_HOSTS.match(value)
        if is_outside and re.search(
            r"(?:https?|ftp|file|javascript|vbscript|data|mhtml|ms-\w+)\s*:|^\s*\\\\", value, re.IGNORECASE
        ):
            self._removed.add("external")
            return ""
        return value
