"""The newsroom's unattended work: ``watch`` follows feeds, ``batch`` speaks archives.

``settings.py`` reads ``audioedition.toml``; ``state.py`` remembers, ``journal.py`` tells what was done and why not;
``pace.py`` keeps us polite; ``work.py`` makes one article, ``pool.py`` keeps the processes that do it alive.
"""
