"""``audioedition withdraw``."""

from __future__ import annotations

from pathlib import Path

import click

from audioedition.commands.console import label, remark, say, show
from audioedition.commands.editions_options import CONFIG, OUTPUT
from audioedition.errors import UsageError


@click.command()
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--undo", is_flag=True, help="Put it back as it was.")
@click.option("--for-good", is_flag=True, help="Keep nothing of it: this cannot be undone.")
@OUTPUT
@CONFIG
def command(name: str | None, undo: bool, for_good: bool, output: Path | None, config: Path | None) -> None:
    """Take an edition back, or undo that.

    NAME is its folder. Its sound, page and feed item go, and its addresses answer 410; its files are kept for
    [retention] withdrawn (90 days). A digest in which it is heard stays, and is named. Without NAME: what was
    withdrawn, the last one first.
    """
    import dataclasses

    from audioedition.commands.newsroom_options import rebuild_feed
    from audioedition.newsroom.settings import find_settings
    from audioedition.publish.folder.shelf import MANIFEST, read_edition
    from audioedition.publish.folder.withdrawn import (
        address_of,
        digests_with,
        forget_files,
        is_kept,
        read_withdrawn,
        withdrawn_editions,
    )
    from audioedition.serve.posts import Posts
    from audioedition.serve.taken_back import bring_back, put_down_here, state_here, take_back

    if undo and for_good:
        raise UsageError("--undo and --for-good exclude each other.", hint="Give one of them.")
    settings = find_settings(config)
    settings = dataclasses.replace(settings, output=output or settings.output)
    folder = settings.output
    if name is None:
        if undo or for_good:
            raise UsageError("Name the edition.", hint="audioedition withdraw lists what was withdrawn.")
        for found in withdrawn_editions(folder):
            kept = label("kept" if is_kept(folder, found) else "files gone")
            show(f"{address_of(folder, found)}\t{found.withdrawn_at}\t{kept}\t{found.title}")
        return
    name = Path(name).name
    stands = (folder / name / MANIFEST).is_file()
    with state_here(folder) as database:
        posts = None if database is None else Posts(database)
        withdrawn = read_withdrawn(folder, name)
        if stands and not undo:
            edition = read_edition(folder / name, facts_only=True).edition
            withdrawn = take_back(
                folder, posts, edition_id=edition.id, identity=edition.identity, reason="deleted"
            )
            put_down_here(database, "edition_withdraw", subject=edition.title)
            say(f"Withdrawn: {edition.title}", err=True)
            for digest in digests_with(folder, edition_id=edition.id):
                remark("Warning", f"It is still heard in the digest {digest.folder.name}.")
        if withdrawn is None or (stands and undo):
            raise UsageError(
                f"There is no withdrawn edition {name}.",
                hint="audioedition withdraw lists what was withdrawn.",
            )
        if for_good:
            forget_files(folder, withdrawn)
            put_down_here(database, "edition_forget", subject=withdrawn.title or name)
            say(f"Nothing is kept of it: {withdrawn.title or name}", err=True)
        elif undo:
            back = bring_back(folder, posts, withdrawn)
            put_down_here(database, "edition_restore", subject=withdrawn.title or name)
            show(str(back))
        elif not stands:
            raise UsageError(f"{name} was withdrawn already.", hint="--undo puts it back.")
    rebuild_feed(settings, quiet=True)
