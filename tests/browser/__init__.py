"""The whole program in a real browser: `python -m bot run`, its sandbox messenger, and a headless Chromium."""
