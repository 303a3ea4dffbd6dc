"""The addresses of readers' shelves."""

from __future__ import annotations

from starlette.routing import BaseRoute

from audioedition.serve.auth import api, page
from audioedition.serve.routing import at
from audioedition.serve.shelf import listening, reader_admin, shelf_pages
from audioedition.serve.shelf.door import shelf_api, shelf_page
from audioedition.serve.shelf.room import HOME


def shelf_routes() -> list[BaseRoute]:
    """Readers' own; what comes by a key in the address is public to the door, and opened by the view."""
    item = f"{HOME}/articles/{{item}}"
    return [
        at(HOME, get=shelf_page(shelf_pages.show_shelf), post=shelf_page(shelf_pages.add_by_form, files=1)),
        at("/add", get=shelf_page(shelf_pages.add_by_address, public=True)),
        at(f"{HOME}/cle/{{token}}", get=shelf_page(shelf_pages.enter_by_link, public=True)),
        at(f"{HOME}/entrer", post=shelf_page(shelf_pages.enter_by_form, public=True)),
        at(f"{HOME}/sortir", post=shelf_page(shelf_pages.leave, public=True)),
        at(f"{HOME}/aide", get=shelf_page(shelf_pages.show_help, public=True)),
        at(f"{HOME}/manifest.webmanifest", get=shelf_page(listening.manifest, public=True)),
        at(f"{HOME}/etat", get=shelf_api(shelf_pages.show_state)),
        at(f"{HOME}/vider", get=shelf_page(shelf_pages.ask_clear), post=shelf_page(shelf_pages.clear)),
        at(item, get=shelf_page(shelf_pages.show_item), post=shelf_page(shelf_pages.change_item)),
        at(
            f"{item}/position",
            get=shelf_api(listening.show_position),
            put=shelf_api(listening.put_position),
        ),
        at(f"{item}/{{path:path}}", get=shelf_page(listening.file_of_shelf)),
        at(f"{HOME}/{{token}}/feed.xml", get=shelf_page(listening.feed, public=True)),
        at(f"{HOME}/{{token}}/{{item}}/{{path:path}}", get=shelf_page(listening.file_of_feed, public=True)),
    ]


def reader_routes() -> list[BaseRoute]:
    """The newsroom's: who has a shelf."""
    return [
        at(
            "/readers",
            get=page(reader_admin.list_readers, right="manage"),
            post=page(reader_admin.add_reader, right="manage"),
        ),
        at("/readers/{reader}", post=page(reader_admin.change_reader, right="manage")),
        at(
            "/api/readers",
            get=api(reader_admin.tell_readers, right="manage"),
            post=api(reader_admin.make_reader, right="manage"),
        ),
        at(
            "/api/readers/{name}",
            post=api(reader_admin.renew_reader, right="manage"),
            delete=api(reader_admin.drop_reader, right="manage"),
        ),
    ]
