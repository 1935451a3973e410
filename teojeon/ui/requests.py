"""What pages take from a request, and how they answer a writing one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseRedirect, QueryDict


class SeeOther(HttpResponseRedirect):
    """After a writing request: the next page is fetched with GET."""

    status_code = 303


def posted(request: HttpRequest) -> dict[str, str]:
    """The posted inputs, the last of each name."""
    data: QueryDict = request.POST
    return {name: str(data[name]) for name in data}


def version_of(request: HttpRequest) -> int:
    """The version of the draft that the page showed; 0 for what is no number."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def request_id_of(request: HttpRequest) -> UUID | None:
    """The identifier under which a press of the button counts once."""
    return uuid_in(request.POST.get("request", ""))


def uuid_in(text: str) -> UUID | None:
    """The identifier that was posted or stands in an address; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
