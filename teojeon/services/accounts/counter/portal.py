"""The portal: a person makes the account that a clerk prepared at a counter (S1-ACC-01), with the code from there and proof of
identity: online where that is possible, else by what the clerk read on the person's papers."""

import datetime as dt
import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache

from teojeon.kernel import clock
from teojeon.kernel.crypto.subjects import decrypt_text, destroy, encrypt_text
from teojeon.kernel.people.actors import MINISTRY_CODE
from teojeon.kernel.people.identity import Verified, same_name
from teojeon.kernel.people.logins.models import Account, Activation
from teojeon.kernel.work.action import record
from teojeon.kernel.work.messages import Letter, handles, send
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Refusal
from teojeon.services.accounts.acting import acting_for
from teojeon.services.accounts.actions import Agreement, differences, sign_up
from teojeon.services.accounts.counter.codes import matches, read_code
from teojeon.services.accounts.forms import ActivationForm
from teojeon.services.accounts.kept import forget, keep, kept
from teojeon.services.accounts.proofs import keep_verified

SOURCE = "S1-ACC-01"
TRIES = 5
HELD = "activation"  # in the session: the row whose code was typed right
COUNTER = "counter"
NO_MATCH = Refusal(
    "NO_SUCH_CODE",
    "코드, 성명, 생년월일 가운데 맞지 않는 것이 있거나, 이미 썼거나 기한(30일)이 지난 코드입니다. 받은 종이를 보고 다시 입력합니다. "
    "다섯 번 틀리면 코드를 쓸 수 없으며, 코드를 받은 창구에서 다시 받습니다.",
    source=SOURCE,
)


@handles("counter_account")
def take_counter_account(message: Letter) -> None:
    """The office prepared an account: what the person must show is kept until it is made, or for 30 days."""
    content = message.content
    person = {"name": content["name"], "birth_date": content["birth_date"], "mobile": content["mobile"]}
    Activation.objects.create(
        id=message.subject,
        person=message.account,
        selector=content["selector"],
        code_hash=content["code_hash"],
        online=content["online"],
        box=encrypt_text(message.account, json.dumps(person, ensure_ascii=False), _place(message.subject)),
        expires_at=dt.datetime.fromisoformat(content["expires_at"]),
        tries_left=TRIES,
    )
    record(MINISTRY_CODE, message.subject, "portal.counter_account", {"message": message.id}, subject=message.account)


@handles("counter_recalled")
def take_counter_recalled(message: Letter) -> None:
    """The clerk took the code back. One that was used already stands."""
    Activation.objects.filter(pk=message.subject, used_at=None).update(expires_at=clock.real_now())
    record(MINISTRY_CODE, message.subject, "portal.counter_recalled", {"message": message.id}, subject=message.account)


@never_cache
@page(public=True)
def activation(request: HttpRequest) -> HttpResponse:
    """Code, name and birth date; a wrong one counts, whichever it was, and the answer is the same for codes that do not exist."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("home"))
    form = ActivationForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        row = _found(words["code"], words["name"], words["birth_date"])
        if row is not None:
            keep(request, HELD, {"id": str(row.pk)})
            if row.online:
                return HttpResponseRedirect(reverse("identity_start", kwargs={"purpose": "activate"}))
            keep_verified(request, "activate", _seen_person(row))
            return HttpResponseRedirect(reverse("signup_account"))
        refusal = NO_MATCH
    context = {"page_title": "창구에서 받은 코드로 계정 만들기", "form": form, "refusal": refusal}
    return render(request, "accounts/activation.html", context, status=409 if refusal else 422 if form.errors else 200)


def _found(typed: str, name: str, birth_date: dt.date) -> Activation | None:
    """The row of a right code of the right person, which is alive. A wrong try is counted."""
    code = read_code(typed)
    if code is None:
        return None
    row = Activation.objects.select_for_update(no_key=True).filter(selector=code.selector).first()
    is_right = matches(code, row.code_hash if row else None)
    if row is None or not _is_alive(row):
        return None
    person = _seen_person(row)
    if is_right and same_name(person.name, name) and person.birth_date == birth_date:
        return row
    row.tries_left -= 1
    row.save(update_fields=["tries_left"])
    return None


def _is_alive(row: Activation) -> bool:
    return row.used_at is None and row.tries_left > 0 and row.expires_at > clock.real_now()


def _seen_person(row: Activation) -> Verified:
    """The person as the clerk read them."""
    seen = json.loads(decrypt_text(row.person, bytes(row.box), _place(row.pk)))
    return Verified("", seen["name"], dt.date.fromisoformat(seen["birth_date"]), seen["mobile"], COUNTER, COUNTER)


def use(request: HttpRequest, person: Verified, username: str, password: str, agreement: Agreement) -> Account:
    """Makes the account that waits for this person; the code serves no more, and the office is told. Raises Refusal."""
    words = kept(request, HELD)
    row = Activation.objects.select_for_update(no_key=True).filter(pk=UUID(words["id"])).first() if words else None
    if row is None or not _is_alive(row):
        raise NO_MATCH
    seen = _seen_person(row)
    if row.online and (not person.ci or differences(person, seen.name, seen.birth_date)):
        text = "본인확인한 분이 창구에서 코드를 받은 분과 다릅니다. 코드를 받은 분이 본인확인을 합니다."
        raise Refusal("NOT_THE_OWNER", text, source=SOURCE)
    account = sign_up(person, username, password, agreement, pk=row.person)
    row.used_at = clock.real_now()
    row.box = b""  # it lies in the account's own box from now on
    row.save(update_fields=["used_at", "box"])
    event = record(MINISTRY_CODE, row.pk, "accounts.activate", {"online": row.online}, subject=account.pk)
    with acting_for(account.pk):
        send(row.pk, account.pk, "counter_activated", {"at": row.used_at.isoformat()}, event=event)
    return account


def drop(request: HttpRequest) -> None:
    """The code was used, or is not wanted."""
    forget(request, HELD)


def drop_expired() -> int:
    """Each night: what nobody fetched within 30 days goes, and with its key every copy. Returns how many."""
    rows = Activation.objects.filter(used_at=None, expires_at__lte=clock.real_now())
    people = list(rows.values_list("person", flat=True))
    for person in people:
        destroy(person)
    rows.filter(person__in=people).delete()
    return len(people)


def _place(subject: UUID) -> str:
    return f"activation/{subject}"


urls: list[URLPattern] = [path("sign-up/activate/", activation, name="activation")]
