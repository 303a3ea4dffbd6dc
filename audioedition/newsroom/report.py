"""The report of a batch: a table for a spreadsheet (CSV) or for a program (JSON). Pure but for ``write_report``."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from audioedition.errors import PublishError, UsageError
from audioedition.newsroom.workers.task import Outcome
from audioedition.system.files import write_atomically
from audioedition.system.names import readable
from audioedition.system.spreadsheet import plain_cell

COLUMNS = tuple(
    f.name
    for f in dataclasses.fields(Outcome)
    if f.name
    not in ("stops", "exit_code", "kind", "retryable", "due_s", "seen", "revision", "twin", "moved_from")
)


def check_report(path: Path) -> None:
    """Before the work begins. Raises UsageError for a suffix that is neither ``.csv`` nor ``.json``."""
    if path.suffix.lower() not in (".csv", ".json"):
        raise UsageError(f"{path}: a report is .csv or .json.", hint="Like --report rapport.csv")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"There is no folder {path.absolute().parent} for the report.")


def write_report(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Whole or not at all. Raises PublishError."""
    text = render_json(outcomes) if path.suffix.lower() == ".json" else render_csv(outcomes)
    try:
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise PublishError(
            f"{path} cannot be written: {error.strerror}.", hint="Check the folder and the disk."
        ) from error


def render_csv(outcomes: Sequence[Outcome]) -> str:
    """With a BOM, by which spreadsheets know UTF-8. A cell that would be taken for a formula begins with an
    apostrophe: titles come from outside (OWASP, CSV injection)."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for outcome in outcomes:
        table.writerow(_cell(getattr(outcome, column)) for column in COLUMNS)
    return "\ufeff" + readable(out.getvalue())


def render_json(outcomes: Sequence[Outcome]) -> str:
    """``{"totals": {…}, "articles": [{…}, …]}``"""
    articles = [{column: getattr(outcome, column) for column in COLUMNS} for outcome in outcomes]
    text = json.dumps(
        {"totals": totals(outcomes), "articles": [_readable(row) for row in articles]},
        ensure_ascii=False,
        indent=1,
    )
    return text + "\n"


def _readable(row: dict[str, object]) -> dict[str, object]:
    return {column: readable(value) if isinstance(value, str) else value for column, value in row.items()}


def totals(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Articles by status, and the sums of seconds (of work, not of the clock), CPU and sound."""
    count = Counter(outcome.status for outcome in outcomes)
    return {
        "articles": len(outcomes),
        **{status: count[status] for status in ("spoken", "unchanged", "failed", "skipped")},
        **{
            column: round(sum(getattr(outcome, column) for outcome in outcomes), 3)
            for column in ("seconds", "cpu_seconds", "audio_seconds")
        },
    }


def _cell(value: object) -> object:
    return plain_cell(value) if isinstance(value, str) else value
