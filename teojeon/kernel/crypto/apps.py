from django.apps import AppConfig


class CryptoConfig(AppConfig):
    name = "teojeon.kernel.crypto"
    label = "crypto"
    verbose_name = "암호와 개인정보"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from teojeon.kernel.crypto import column_declarations, library_columns, rights  # noqa: F401  (they register themselves)
