"""The text in step with the sound: HTML, text, WebVTT, SRT, chapters."""
