"""Signing in to the web page, with a name and a password or with a token, and out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from audioedition.serve.auth import Form, csrf_word, local_path
from audioedition.serve.render import render
from audioedition.serve.service import Service
from audioedition.serve.who import check_password, check_token, person_actor


def ask_token(service: Service, request: Request, form: Form) -> Response:
    return _page(service, request, where=local_path(request.query_params.get("next", "/")), wrong="")


def sign_in(service: Service, request: Request, form: Form) -> Response:
    """A form with a name is a person's, one without is a token's."""
    where = local_path(form.get("next", "/"))
    lang = request.session.get("lang")
    name = form.get("name", "").strip()
    if name:
        person = check_password(service, request, name=name, password=form.get("password", ""))
        if person is None:
            return _page(service, request, where=where, wrong="login_wrong_password", name=name)
        signed = {"person": person.id, "stamp": person.stamp}
        service.audit.put(person_actor(person), "sign_in")
    else:
        token_id = check_token(service, request, form.get("token", "").strip())
        if token_id is None:
            return _page(service, request, where=where, wrong="login_wrong")
        signed = {"token": token_id}
    request.session.clear()  # what was known before signing in (the CSRF word) is not carried over
    request.session.update(signed)
    if lang:
        request.session["lang"] = lang
    return RedirectResponse(where, 303)


def sign_out(service: Service, request: Request, form: Form) -> Response:
    request.session.clear()
    return RedirectResponse("/login", 303)


def _page(service: Service, request: Request, *, where: str, wrong: str, name: str = "") -> Response:
    return render(
        request,
        "login.html",
        status_code=401 if wrong else 200,
        csrf=csrf_word(request),
        protected=True,
        people=service.people.exist(),
        where=where,
        wrong=wrong,
        name=name,
    )
