"""A pytest plugin: the modules of the extras but ``test`` are hidden, as if only ``audioedition[test]`` were installed,
what `make test` installs on a fresh machine. Whose a module is, the installed distributions say."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def wanted_by(name: str, *extras: str) -> set[str]:
    """Distributions that are installed with that one and those extras of it, canonical names."""
    found: set[tuple[str, str]] = set()
    asked = [(canonicalize_name(name), extra) for extra in ("", *extras)]
    while asked:
        one = asked.pop()
        if one in found:
            continue
        found.add(one)
        try:
            needs = map(Requirement, requires(one[0]) or ())
        except PackageNotFoundError:  # not for this machine, or not installed
            continue
        for need in needs:
            if need.marker is None or need.marker.evaluate({"extra": one[1]}):
                asked += [(canonicalize_name(need.name), extra) for extra in ("", *need.extras)]
    return {distribution for distribution, _ in found}


class Without:
    """A finder that finds no module of these names."""

    def __init__(self, finder: Any, names: set[str]) -> None:
        self._finder, self._names = finder, names

    def __getattr__(self, name: str) -> Any:
        return getattr(self._finder, name)

    def find_spec(self, fullname: str, *where: Any) -> Any:
        hidden = fullname.partition(".")[0] in self._names
        return None if hidden else self._finder.find_spec(fullname, *where)


installed = wanted_by("audioedition", "test")
others = {
    module
    for module, owners in packages_distributions().items()
    if not installed & set(map(canonicalize_name, owners)) and module not in sys.modules
}
sys.meta_path[:] = [Without(finder, others) for finder in sys.meta_path]
