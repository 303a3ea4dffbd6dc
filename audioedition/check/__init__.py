"""An edition against its own promises: ``check_edition(folder)``, what ``audioedition check`` calls."""

from __future__ import annotations

from audioedition.check.findings import CheckReport, Finding
from audioedition.check.inspection import check_edition

__all__ = ["CheckReport", "Finding", "check_edition"]
