from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "teojeon.kernel.documents"
    label = "documents"
    verbose_name = "문서"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from teojeon.kernel.documents import columns, rights  # noqa: F401  (they register themselves)
