"""For listeners, without a token: players and their files, oEmbed, and their remarks."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from audioedition.publish.folder.withdrawn import read_withdrawn
from audioedition.publish.player.embed import render_oembed
from audioedition.publish.player.pages import render_index
from audioedition.publish.player.script import element_script
from audioedition.serve.auth import Form, csrf_word
from audioedition.serve.files import CORS, PLAYER_POLICY, file_response
from audioedition.serve.library import NAME
from audioedition.serve.lookup import shown_of_name
from audioedition.serve.post_request import read_name
from audioedition.serve.render import missing, render
from audioedition.serve.service import Service
from audioedition.serve.who import may_hear, service_of

SHELF = "e/"
"""Below the public address: /e/FOLDER/…"""


async def edition_file(request: Request) -> Response:
    """A file of an edition, with ranges, ETag and Last-Modified."""
    service = service_of(request)
    name, path = request.path_params["name"], request.path_params["path"] or "index.html"
    if not await run_in_threadpool(may_hear, service, request, name):
        raise missing()
    if path == "index.html":
        return await run_in_threadpool(player, service, name)
    found = service.library.file(name, path)
    if found is None:
        raise await run_in_threadpool(not_there, service, name)
    return file_response(str(found), path.rpartition("/")[2])


def player(service: Service, name: str) -> Response:
    """The edition's own page, with what only a service can offer: « signaler une prononciation »."""
    found = service.library.find(name)
    if found is None:
        raise not_there(service, name)
    edition = found.edition
    names = [str(path.relative_to(found.folder)) for path in found.folder.rglob("*") if path.is_file()]
    made_of = (name, edition.revision, edition.fingerprint, tuple(sorted(names)))
    page = service.players.get(made_of)
    if page is None:
        base = f"{service.settings.base_url}{SHELF}{name}/"
        page = render_index(edition, base_url=base, names=names, report_url="signaler")
        service.players.put(made_of, page)
    headers = {"content-security-policy": PLAYER_POLICY, "cache-control": "no-cache"}
    return HTMLResponse(page, headers=headers)


def not_there(service: Service, name: str) -> HTTPException:
    """404; 410 for an edition that was withdrawn, and was really there."""
    output = service.settings.output
    if NAME.fullmatch(name) and read_withdrawn(output, name) is not None and not (output / name).is_dir():
        return HTTPException(410, "This audio edition was withdrawn by its publisher.")
    return missing()


async def edition_folder(request: Request) -> Response:
    """/e/NAME -> /e/NAME/, so that the page's relative links hold."""
    return RedirectResponse(f"/{SHELF}{request.path_params['name']}/", 308)


def oembed(service: Service, request: Request, form: Form) -> Response:
    """https://oembed.com, for a player's address or its article's: 404 for one that we know nothing of, 501 for
    another format than JSON."""
    if request.query_params.get("format", "json") != "json":
        raise HTTPException(501, "Only JSON is spoken here.")
    url, base = request.query_params.get("url", ""), service.settings.base_url + SHELF
    name = unquote(urlsplit(url).path.removeprefix(urlsplit(base).path)).split("/")[0]
    if not url.startswith(base):
        entry = shown_of_name(service, read_name({"url": url}))
        name = entry.name if entry else ""
    found = service.library.find(name)
    if found is None or not may_hear(service, request, name):
        raise not_there(service, name)
    content = render_oembed(found.edition, base_url=f"{base}{name}/")
    return Response(content, media_type="application/json", headers=dict(CORS))


def ask_report(service: Service, request: Request, form: Form) -> Response:
    """« Signaler une prononciation »: first which sentence, then which word."""
    name = request.path_params["name"]
    found = service.library.find(name)
    if found is None or not may_hear(service, request, name):
        raise missing()
    number = request.query_params.get("sentence", "")
    cues = found.edition.cues
    chosen = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 7 else -1
    return render(
        request,
        "report.html",
        csrf=csrf_word(request),
        protected=True,
        name=found.folder.name,
        edition=found.edition,
        number=chosen + 1,
        cue=cues[chosen] if 0 <= chosen < len(cues) else None,
    )


def take_report(service: Service, request: Request, form: Form) -> Response:
    name = request.path_params["name"]
    found = service.library.find(name) if may_hear(service, request, name) else None
    number = form.get("sentence", "")
    cues = found.edition.cues if found else ()
    if found is None or not number.isdigit() or not 1 <= int(number[:6]) <= len(cues):
        raise missing()
    service.reports.add(
        edition=found.folder.name,
        title=found.edition.title,
        sentence=cues[int(number[:6]) - 1].text,
        word=form.get("word", ""),
        remark=form.get("remark", ""),
    )
    request.session["notice"] = "thanks"
    return RedirectResponse(f"/{SHELF}{found.folder.name}/signaler", 303)


async def site_script(request: Request) -> Response:
    """``/audio-edition.js``: one for the whole site. It changes with our version, and is asked for again each hour."""
    headers = {"cache-control": "public, max-age=3600", **CORS}
    return Response(element_script(), media_type="text/javascript", headers=headers)


async def preflight(request: Request) -> Response:
    """For a player on another site that asks before it sends a range."""
    headers = {
        **CORS,
        "access-control-allow-methods": "GET, HEAD",
        "access-control-allow-headers": "Range",
        "access-control-max-age": "86400",
    }
    return Response(status_code=204, headers=headers)


async def health(request: Request) -> Response:
    """200 while listeners are served; ``state`` says whether the newsroom can write."""
    from audioedition.system.sqlite import StateError

    service = service_of(request)
    try:
        counts = await run_in_threadpool(service.jobs.counts)
        state = "ok"
    except StateError as error:
        counts, state = {}, str(error)
    waiting = counts.get("queued", 0)
    return JSONResponse({"status": "ok", "state": state, "queued": waiting})
