from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "teojeon.kernel.audit"
    label = "audit"
    verbose_name = "감사 기록"

    def ready(self) -> None:
        from teojeon.kernel.audit import columns, rights  # noqa: F401  (they register themselves)
