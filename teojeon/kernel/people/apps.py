from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "teojeon.kernel.people"
    label = "people"

    def ready(self) -> None:
        from teojeon.kernel.audit.trails import trail
        from teojeon.kernel.people import actors, columns, rights  # noqa: F401
        from teojeon.kernel.work import messages
        from teojeon.kernel.work.unit import load_actors_with

        trail("people_grant", "event", actions=["people.grant"])
        trail("people_secrecyacknowledgement", "event", actions=["people.acknowledge_secrecy"])
        load_actors_with("portal", actors.load_citizen)
        load_actors_with("office", actors.load_official)
        messages.taken_by("portal", lambda account: account)
        messages.taken_by("office", lambda account: actors.INTAKE_PRINCIPAL)
