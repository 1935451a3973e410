from tests.kernel.crypto.fixtures import key_files, keys, office, office_database, portal

__all__ = ["key_files", "keys", "office", "office_database", "portal"]
