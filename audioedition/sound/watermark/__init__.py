"""An inaudible mark in the sound that says « synthetic », and how it is found again. Extra ``[watermark]``.

The networks are those of Perth (Resemble AI, MIT): one shifts the magnitudes of the sound below 2 kHz by what the ear
hardly hears, others tell whether a sound was so shifted. Perth's own code runs on torch (5 GB as pip installs it); each
network is seven convolutions in a row, so they are read from its wheel and computed with numpy here
(``scripts/watermark_reference.py`` compares).
"""
