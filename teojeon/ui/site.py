"""What the page frame says about the house: operator, door, addresses. Taken from the setting `UI_SITE`."""

from dataclasses import dataclass, field, fields

from django.conf import settings
from django.utils.translation import gettext


@dataclass(frozen=True)
class Site:
    """Names and links of the page frame. `masthead` (공식 전자정부 누리집) is off by default:
    only official sites may show it. `languages`: codes a person may choose from (ui/languages.py). `scripts`: static modules that
    every page of the door loads.
    """

    operator: str = "터전"
    door: str = ""
    base: str = "ui/base.html"
    stylesheet: str = "css/portal.css"
    home_url: str = "/"
    login_url: str = ""
    logout_url: str = ""
    address: str = ""
    phone: str = ""
    phone_hours: str = ""
    masthead: bool = False
    links: tuple[tuple[str, str], ...] = field(default=())
    languages: tuple[str, ...] = ("ko",)
    scripts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Door and operator together, as the page title ends."""
        return f"{self.door} - {self.operator}" if self.door else self.operator

    @property
    def name_here(self) -> str:
        """The same in the language of the page."""
        return " - ".join(gettext(name) for name in (self.door, self.operator) if name)


def current_site() -> Site:
    """The site of this process. Raises TypeError for a key of `UI_SITE` that does not exist (a misspelt setting)."""
    given = {"operator": getattr(settings, "OPERATOR_NAME", Site.operator), **getattr(settings, "UI_SITE", {})}
    unknown = set(given) - {each.name for each in fields(Site)}
    if unknown:
        raise TypeError(f"UI_SITE has unknown keys: {', '.join(sorted(unknown))}")
    return Site(**given)
