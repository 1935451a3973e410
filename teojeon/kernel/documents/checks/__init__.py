"""Files that people upload: what they are, a copy that is safe to open, photos made one document, and the virus scan.

The original stays evidence and is opened by nobody; what a browser, a viewer or another person opens is `Checked.safe`.
"""

from teojeon.kernel.documents.checks.checking import CheckUnavailable, check, join_images
from teojeon.kernel.documents.checks.limits import MAX_DRAFT_BYTES, MAX_FILE_BYTES, MAX_JOINED
from teojeon.kernel.documents.checks.scanners import Scan, scan
from teojeon.kernel.documents.checks.verdict import KINDS, MIME, REMOVED_WORDS, Checked, Rejected, removed_words

__all__ = [
    "KINDS",
    "MAX_DRAFT_BYTES",
    "MAX_FILE_BYTES",
    "MAX_JOINED",
    "MIME",
    "REMOVED_WORDS",
    "CheckUnavailable",
    "Checked",
    "Rejected",
    "Scan",
    "check",
    "join_images",
    "removed_words",
    "scan",
]
