"""Signing in to the web page with a token, and out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from audioedition.serve.auth import Form, check_token, csrf_word, local_path
from audioedition.serve.render import render
from audioedition.serve.service import Service


def ask_token(service: Service, request: Request, form: Form) -> Response:
    return _page(request, where=local_path(request.query_params.get("next", "/")), wrong=False)


def sign_in(service: Service, request: Request, form: Form) -> Response:
    where = local_path(form.get("next", "/"))
    token_id = check_token(service, request, form.get("token", "").strip())
    if token_id is None:
        return _page(request, where=where, wrong=True)
    lang = request.session.get("lang")
    request.session.clear()  # what was known before signing in (the CSRF word) is not carried over
    request.session["token"] = token_id
    if lang:
        request.session["lang"] = lang
    return RedirectResponse(where, 303)


def sign_out(service: Service, request: Request, form: Form) -> Response:
    request.session.clear()
    return RedirectResponse("/login", 303)


def _page(request: Request, *, where: str, wrong: bool) -> Response:
    return render(
        request,
        "login.html",
        status_code=401 if wrong else 200,
        csrf=csrf_word(request),
        protected=True,
        where=where,
        wrong=wrong,
    )
