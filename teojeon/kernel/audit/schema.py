"""The SQL that this app's first migration runs after its tables."""

from pathlib import Path

DROP_SQL = """
DROP TRIGGER unchangeable ON audit_event;
DROP TRIGGER unchangeable ON audit_checkpoint;
DROP FUNCTION audit_append(jsonb), audit_make_heads(text), audit_heads(), audit_unchangeable(), audit_side(),
  audit_genesis(text, text, text);
"""


def sql_text() -> str:
    """The functions and triggers of the log, for `RunSQL(sql_text(), DROP_SQL)`."""
    return (Path(__file__).parent / "audit.sql").read_text(encoding="utf-8")
