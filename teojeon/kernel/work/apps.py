from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "teojeon.kernel.work"
    label = "work"

    def ready(self) -> None:
        from teojeon.kernel.audit.trails import trail
        from teojeon.kernel.work import columns, rights  # noqa: F401

        for table in ("to_office", "to_portal", "work_storedanswer"):
            trail(table, "event")
