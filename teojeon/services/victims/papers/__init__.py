"""Papers of an application (규칙§3①): handed in on the portal, checked on both sides, kept and shown by the office."""
