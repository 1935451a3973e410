from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "teojeon.kernel.committees"
    label = "committees"

    def ready(self) -> None:
        from teojeon.kernel.audit.trails import trail
        from teojeon.kernel.committees import columns, rights  # noqa: F401

        trail("committees_vote", "event")
