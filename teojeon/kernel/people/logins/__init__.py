"""Credentials, once per side: tables in `portal_side` and `office_side`."""
