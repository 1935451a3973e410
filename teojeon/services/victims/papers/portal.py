"""Handing in papers on the portal: an ordinary form, and for browsers with a script pieces that go on where they broke off."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from teojeon.kernel.crypto.subjects import data_key
from teojeon.kernel.documents import store, uploads
from teojeon.kernel.documents.checks.limits import MAX_FILE_BYTES
from teojeon.kernel.documents.incoming import EncryptingHandler, KeptFile, read_files
from teojeon.kernel.documents.models import Upload
from teojeon.kernel.people import access
from teojeon.kernel.work.pages import page
from teojeon.kernel.work.refusals import Missing, Refusal
from teojeon.kernel.work.unit import current, unit_of_work
from teojeon.services.victims.application.content import load, load_filed
from teojeon.services.victims.application.drafts import SHARED, find_filing, find_shared_filing
from teojeon.services.victims.application.models import Draft
from teojeon.services.victims.mycase.frame import frame
from teojeon.services.victims.mycase.queries import entries_of, may_withdraw
from teojeon.services.victims.papers import adding, bundles, fetching, mypapers, uploading
from teojeon.services.victims.papers.bundles import Bundle
from teojeon.services.victims.papers.forms import DescribeForm
from teojeon.services.victims.papers.kinds import kind_of
from teojeon.services.victims.papers.models import Addition, PortalPaper
from teojeon.services.victims.papers.portal_view import listed, view_of
from teojeon.ui.languages import translated, worded
from teojeon.ui.requests import SeeOther, uuid_in

Shown = TypeVar("Shown", HttpResponse, StreamingHttpResponse)
CONFLICT, UNPROCESSABLE, CREATED, BAD_REQUEST = 409, 422, 201, 400


def receive_files(request: HttpRequest, words: dict[str, Any], account: UUID) -> None:
    """Before the unit: files of the ordinary form go encrypted into the store. What the view does not keep is taken away again."""
    if request.method != "POST":
        return
    try:
        with unit_of_work(account):
            bundle = bundles.find(words["bundle"])
            key, taken = data_key(bundle.id), uploads.used(bundle.id)
    except Missing:
        return  # the view says so
    if not bundle.is_open:
        return
    read_files(request, key, taken)


def receive_piece(request: HttpRequest, words: dict[str, Any], account: UUID) -> None:
    """Before the unit: one piece, in memory. The view asks for it again and finds it read."""
    if request.method == "PUT":
        try:
            request.body  # noqa: B018 - kept by the request
        except (UnreadablePostError, RequestDataTooBig):
            return  # the view meets the same, and says so


@page(receives=receive_files)
def papers_upload(request: HttpRequest, bundle: UUID) -> HttpResponse:
    """The ordinary form: several files of one kind at once, without a script."""
    found = bundles.find(bundle)
    if request.method != "POST":
        return HttpResponseRedirect(back_of(found))
    handler = next((one for one in request.upload_handlers if isinstance(one, EncryptingHandler)), None)
    refusals = list(handler.refused) if handler else []
    files = [file for file in request.FILES.getlist("files") if isinstance(file, KeptFile)]
    sent = [uploading.Sent(str(file.name), file.stored) for file in files]
    outcome = uploading.Outcome()
    try:
        outcome = uploading.take(bundle, request.POST.get("doc_type", ""), sent, join=bool(request.POST.get("join")))
        for file in files:
            file.kept = True  # a refused one is off the disk already
    except Refusal as refusal:
        refusals.append(refusal)
    refusals += outcome.refusals
    if not files and not refusals:
        refusals.append(Refusal("MISSING_VALUE", "올릴 파일을 고릅니다.", "file", uploading.SOURCE))
    for each in refusals:
        messages.error(request, each.message)
    if outcome.papers:
        messages.success(
            request, worded("서류 {count}건을 받았습니다. 검사 결과는 잠시 뒤 이 화면에 나옵니다.", count=len(outcome.papers))
        )
    return SeeOther(back_of(found))


@page()
def papers_files(request: HttpRequest, bundle: UUID) -> HttpResponse:
    """Announces a file that will come in pieces. Answers where to send it and from which byte on."""
    if request.method != "POST":
        return HttpResponseRedirect(back_of(bundles.find(bundle)))
    try:
        upload = uploading.announce(
            bundle,
            request.POST.get("doc_type", ""),
            name=request.POST.get("name", ""),
            size=_number(request.POST.get("size", "")),
            modified=request.POST.get("modified", ""),
            group=uuid_in(request.POST.get("group", "")),
        )
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse(_where(bundle, upload), status=CREATED)


@page(receives=receive_piece)
def papers_file(request: HttpRequest, bundle: UUID, upload: UUID) -> HttpResponse:
    """GET: from which byte to go on. PUT: the next piece, `Upload-Offset` says where it begins."""
    bundles.find(bundle)
    if request.method != "PUT":
        row: Upload | None = Upload.objects.visible_to(current().actor).filter(pk=upload, bundle=bundle).first()
        if row is None:
            raise Missing("upload")
        return JsonResponse(_where(bundle, row))
    try:
        piece = request.body
    except (UnreadablePostError, RequestDataTooBig):
        return JsonResponse(
            {"error": "PIECE_UNREADABLE", "message": worded("받지 못했습니다. 이어서 다시 보냅니다.")}, status=BAD_REQUEST
        )
    if len(piece) != _number(request.META.get("CONTENT_LENGTH", "")):
        return JsonResponse(
            {"error": "PIECE_CUT", "message": worded("보내던 것이 끊겼습니다. 이어서 다시 보냅니다.")}, status=BAD_REQUEST
        )
    try:
        row = uploading.add_piece(bundle, upload, _number(request.headers.get("Upload-Offset", "")), piece)
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse(_where(bundle, row))


@page()
def papers_list(request: HttpRequest, bundle: UUID) -> HttpResponse:
    """The list alone, for the script that keeps it up to date while files are being checked."""
    found = bundles.find(bundle)
    return render(request, "victims/papers/_list.html", context_of(found, request.GET.getlist("wanted")))


@page()
def papers_paper(request: HttpRequest, bundle: UUID, paper: UUID) -> HttpResponse:
    """One paper: its kind and day of issue; taking it out, or one of its photos."""
    found = bundles.find(bundle)
    row = own_paper(found, paper)
    if not found.is_open:
        return HttpResponseRedirect(back_of(found))
    form = DescribeForm(request.POST if request.method == "POST" else None, paper=row)
    status = 200
    if request.method == "POST":
        if request.POST.get("action") == "remove":
            uploading.remove(bundle, paper, uuid_in(request.POST.get("sheet", "")))
            messages.success(request, "서류를 뺐습니다.")
            return SeeOther(back_of(found))
        if form.is_valid():
            uploading.describe(bundle, paper, **form.cleaned_data)
            messages.success(request, "서류의 종류와 발급일을 저장했습니다.")
            return SeeOther(back_of(found))
        status = UNPROCESSABLE
    sheets = uploads.of_groups([row.pk]).get(row.pk, [])
    context = {
        "page_title": "올린 서류",
        "breadcrumb": [{"title": "올린 서류"}],
        "paper": view_of(row, sheets),
        "bundle": found,
        "form": form,
        "back_url": back_of(found),
    }
    return render(request, "victims/papers/paper.html", context, status=status)


@page()
def papers_copy(request: HttpRequest, bundle: UUID, paper: UUID) -> HttpResponseBase:
    """The defused copy of an own paper, as others will see it. The original is never opened in a browser."""
    row = own_paper(bundles.find(bundle), paper)
    if row.safe_file_id is None:
        raise Http404
    content = store.get(row.bundle, row.safe_file_id)
    return inline(StreamingHttpResponse(content, content_type=row.safe_mime))


@page()
def papers_absent(request: HttpRequest, bundle: UUID) -> HttpResponse:
    """«가지고 있지 않습니다», and taking it back."""
    found = bundles.find(bundle)
    if request.method == "POST":
        doc_type = request.POST.get("doc_type", "")
        try:
            if request.POST.get("action") == "undo":
                uploading.say_present(bundles.held(bundle), doc_type)
            else:
                uploading.say_absent(bundle, doc_type, request.POST.get("reason", ""))
        except Refusal as refusal:
            messages.error(request, refusal.message)
        return SeeOther(back_of(found))
    return HttpResponseRedirect(back_of(found))


@page()
def my_papers(request: HttpRequest, subject: UUID) -> HttpResponse:
    """What was handed in on a case, and handing in more of it until the decision."""
    filing = find_filing(subject)
    status = 200
    if request.method == "POST":
        try:
            if request.POST.get("action") == "start":
                adding.start(subject, filing.account)
                return SeeOther(reverse("my_papers", kwargs={"subject": subject}))
            begun = adding.begun(subject)
            if begun is not None:
                count = adding.send(begun.id)
                messages.success(
                    request, worded("서류 {count}건을 냈습니다. 담당 기관에 전달되면 이 화면에 나옵니다.", count=count)
                )
            return SeeOther(reverse("my_papers", kwargs={"subject": subject}))
        except Refusal as refusal:
            messages.error(request, refusal.message)
            status = CONFLICT
    found = adding.begun(subject)
    context = {
        **frame(subject, filing.receipt_no, "낸 서류"),
        "handed_in": mypapers.handed_in(subject),
        "answered": mypapers.answered(subject),
        "absent": mypapers.absent(subject),
        "may_add": may_withdraw(entries_of(subject)),
        "subject": subject,
        "request_id": uuid4(),
        "back_url": reverse("my_case", kwargs={"subject": subject}),
        "bundle": found,
        **(listed(found, load_filed(find_shared_filing(subject)).content) if found else {}),
    }
    return render(request, "victims/papers/my_papers.html", context, status=status)


@page()
def my_paper(request: HttpRequest, subject: UUID, paper: UUID) -> HttpResponse:
    """An own paper once more: asked for, waited for, then shown while this session lasts."""
    filing = find_filing(subject)
    if request.method == "POST":
        fetching.ask(subject, paper, request.session)
        return SeeOther(reverse("my_paper", kwargs={"subject": subject, "paper": paper}))
    row: PortalPaper | None = PortalPaper.objects.visible_to(current().actor).filter(pk=paper, subject=subject).first()
    if row is None:
        raise Missing("paper")
    copy = fetching.asked_for(paper, request.session)
    if copy and copy.sheets and "open" in request.GET:
        return inline(HttpResponse(fetching.content_of(copy, request.session), content_type=copy.sheets[0]["mime"]))
    context = {
        **frame(subject, filing.receipt_no, "낸 서류 다시 보기"),
        "kind": kind_of(row.doc_type),
        "paper": row,
        "copy": copy,
        "back_url": reverse("my_papers", kwargs={"subject": subject}),
    }
    return render(request, "victims/papers/my_paper.html", context)


def inline(response: Shown) -> Shown:
    """Shown by the browser itself, as a page of nobody: no script, no connection, no name of the person's own."""
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def context_of(bundle: Bundle, wanted: Sequence[str]) -> dict[str, Any]:
    """The list of a bundle as its page shows it: by the answers of the draft or the filing, and what was demanded."""
    actor, content = current().actor, None
    added = Addition.objects.visible_to(actor).filter(pk=bundle.id, purpose=adding.ADDITION)
    if bundle.is_draft:
        draft: Draft | None = Draft.objects.narrowed(SHARED.condition(actor)).filter(pk=bundle.id).first()
        content = load(draft) if draft and bundle.is_open else None
    elif added.exists() and bundle.subject not in {each.subject for each in access.helped()}:
        content = load_filed(find_shared_filing(bundle.subject)).content
    return listed(bundle, content, wanted)


def back_of(bundle: Bundle) -> str:
    """Where the papers of a bundle stand; for a helper on the helper's own page."""
    if bundle.subject in {each.subject for each in access.helped()}:
        return reverse("helping", kwargs={"subject": bundle.subject})
    if bundle.is_draft and bundle.is_open:
        return reverse("application_step", kwargs={"draft": bundle.id, "step": "papers"})
    asked: Addition | None = Addition.objects.visible_to(current().actor).filter(pk=bundle.id, purpose="supplement").first()
    if asked is not None:  # in answer to a demand: they stand on its page
        return reverse("my_demand", kwargs={"subject": bundle.subject, "demand": asked.reference})
    return reverse("my_papers", kwargs={"subject": bundle.subject})


def own_paper(bundle: Bundle, pk: UUID) -> PortalPaper:
    """Raises Missing."""
    row: PortalPaper | None = PortalPaper.objects.visible_to(current().actor).filter(pk=pk, bundle=bundle.id).first()
    if row is None:
        raise Missing("paper")
    return row


def _where(bundle: UUID, upload: Upload) -> dict[str, Any]:
    return {
        "url": reverse("papers_file", args=[bundle, upload.pk]),
        "paper": str(upload.group),
        "offset": upload.received,
        "size": upload.size,
        "whole": upload.is_whole,
    }


def _refused(refusal: Refusal) -> JsonResponse:
    current().failed = refusal.code not in KEPT_ALL_THE_SAME
    return JsonResponse({**refusal.as_dict(), "message": translated(refusal.message)}, status=CONFLICT)


KEPT_ALL_THE_SAME = frozenset({"SENT_TWICE"})  # the file that was sent twice is taken out with this answer


def _number(text: str) -> int:
    """A size or place; what is none is -1, which nothing accepts."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_FILE_BYTES)) + 3 else -1


_BUNDLE = "papers/<uuid:bundle>"
urls: list[URLPattern] = [
    path(f"{_BUNDLE}/upload/", papers_upload, name="papers_upload"),
    path(f"{_BUNDLE}/files/", papers_files, name="papers_files"),
    path(f"{_BUNDLE}/files/<uuid:upload>/", papers_file, name="papers_file"),
    path(f"{_BUNDLE}/list/", papers_list, name="papers_list"),
    path(f"{_BUNDLE}/absent/", papers_absent, name="papers_absent"),
    path(f"{_BUNDLE}/<uuid:paper>/", papers_paper, name="papers_paper"),
    path(f"{_BUNDLE}/<uuid:paper>/copy/", papers_copy, name="papers_copy"),
    path("my/<uuid:subject>/papers/", my_papers, name="my_papers"),
    path("my/<uuid:subject>/papers/<uuid:paper>/", my_paper, name="my_paper"),
]
