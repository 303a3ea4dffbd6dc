"""Tells WebSub hubs of changed feeds: a thread of the service. Where nobody asks for a feed it is written for that."""

from __future__ import annotations

import logging
import time

from audioedition.errors import AudioEditionError
from audioedition.fetch.addresses import Access
from audioedition.publish.feed.hub import tell_hubs
from audioedition.serve.background import Background
from audioedition.serve.service import Service

LOOK_EVERY_S = 5.0
log = logging.getLogger(__name__)


class HubTeller(Background):
    name = "hubs"
    awaited = False
    """A hub that is being asked is not waited for: it is told after the next start."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self._service = service
        private = service.settings.allow_private
        ports = (*service.settings.access().ports, 8443)
        self._access = Access(allow_private=private, ports=tuple(range(1, 65536)) if private else ports)

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_S):
            try:
                if any(feed.hub for feed in self._service.feeds.settings()):
                    self._service.feeds.refresh()
                    tell_hubs(self._service.settings.output, access=self._access, now=time.time())
            except (
                AudioEditionError
            ) as error:  # a broken feed.toml, a full disk: it may be mended while we wait
                log.warning("%s %s", error, error.hint)
            except Exception:  # nobody would notice that hubs are told no more
                log.exception("hubs")
