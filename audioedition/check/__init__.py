"""An edition against its own promises: ``check_edition(folder)``, what ``audioedition check`` calls."""

from __future__ import annotations

from audioedition.check.findings import Finding, Report
from audioedition.check.inspection import check_edition

__all__ = ["Finding", "Report", "check_edition"]
