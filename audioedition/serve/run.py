"""Start the service: everything is checked before the port is opened."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from typing import Any

from audioedition.errors import UsageError
from audioedition.publish.folder.writer import check_output
from audioedition.serve.database import open_state
from audioedition.serve.people import People
from audioedition.serve.settings import ServiceSettings, check_exposure
from audioedition.serve.supervisor import Supervisor
from audioedition.serve.tokens import Tokens
from audioedition.speak.voices import choose_voice
from audioedition.system.ffmpeg import find_ffmpeg
from audioedition.system.sqlite import StateError

MAX_CONNECTIONS = 1_000
BACKLOG = 1_024
KEEP_ALIVE_S = 75
"""A player asks for the next piece of sound every few seconds; uvicorn would hang up after five."""
log = logging.getLogger(__name__)


def check_start(settings: ServiceSettings) -> StateError | None:
    """Raises what stands in the way. Returns what puts the state out of order, if anything does: listeners are
    served then, and nobody can write, so that it may be seen from outside without a token."""
    check_output(settings.output)
    find_ffmpeg()
    choose_voice(settings.voice)
    database = open_state(settings.output)
    problem: StateError | None = None
    try:
        protected = Tokens(database).exist() or People(database).exist()
    except StateError as error:
        protected, problem = True, error
    finally:
        database.close()
    check_exposure(settings, protected=protected)
    return problem


def run_service(settings: ServiceSettings, *, listener: socket.socket) -> None:
    """Until SIGINT or SIGTERM. ``listener``: bound already, so that its port is known."""
    # uvicorn raises the signal that ended it once more, for us: the workers are still to be ended
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Supervisor(settings):  # first, as both sides need half a second to load
        import uvicorn

        from audioedition.serve.app import create_app
        from audioedition.serve.audience import Bookkeeper
        from audioedition.serve.deliverer import Deliverer
        from audioedition.serve.hub_teller import HubTeller

        app = create_app(settings)
        config = uvicorn.Config(
            app,
            http=patient_protocol(settings.headers_s),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=settings.behind_proxy,
            forwarded_allow_ips="127.0.0.1,::1",
            limit_concurrency=MAX_CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=5,
        )
        service = app.state.service
        with Deliverer(service), HubTeller(service), Bookkeeper(service.audience):
            uvicorn.Server(config).run(sockets=[listener])


def open_listener(settings: ServiceSettings) -> socket.socket:
    """Raises UsageError when the port is taken, forbidden, or the host is not ours."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # named as TCP: asyncio then sends each piece at once (TCP_NODELAY). Else the second of two small ones waits 40 ms
    # for the listener's acknowledgement of the first.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(BACKLOG)  # who comes while we are starting waits
    except OSError as error:
        listener.close()
        raise UsageError(
            f"{settings.host} port {settings.port} cannot be listened on: {error.strerror or error}.",
            hint="Is the service running already? Choose another port with --port N.",
        ) from error
    return listener


def patient_protocol(headers_s: float) -> type[asyncio.Protocol]:
    """uvicorn's HTTP, but for clients that open a connection and say nothing, or say it letter by letter."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class PatientProtocol(H11Protocol):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self.loop.call_later(headers_s, self._close_when_silent)

        def _close_when_silent(self) -> None:
            if self.cycle is None and not self.transport.is_closing():  # no request has begun yet
                self.transport.close()

    return PatientProtocol
