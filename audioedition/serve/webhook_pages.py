"""The page « Webhooks »: what was told to whom, each try, and once more at the press of a button."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from audioedition.serve.auth import Form
from audioedition.serve.pages import go, show
from audioedition.serve.render import missing
from audioedition.serve.service import Service
from audioedition.serve.status import iso_moment
from audioedition.serve.who import actor_of, owner_of

SHOWN = 50


def list_deliveries(service: Service, request: Request, form: Form) -> Response:
    return show(
        service,
        request,
        "webhooks.html",
        deliveries=service.deliveries.list(limit=SHOWN),
        secret="" if actor_of(request).kind == "person" else service.webhook_secret(owner_of(request)),
        moment=lambda at: iso_moment(at)[:19] + "Z",
    )


def send_again(service: Service, request: Request, form: Form) -> Response:
    if not service.deliveries.again(request.path_params["delivery"]):
        raise missing()
    return go("/webhooks", request, "webhooks_resent")
