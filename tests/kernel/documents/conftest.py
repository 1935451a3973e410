from tests.kernel.crypto.fixtures import key_files, office, office_database, own_keys, portal

__all__ = ["key_files", "office", "office_database", "own_keys", "portal"]
