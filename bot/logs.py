"""Logging: one line an event, for people on a terminal and as JSON elsewhere; tokens never get through."""

import logging
import re
import sys
from typing import Any

if "rich" not in sys.modules:
    # structlog imports rich and pygments if they are there, for tracebacks that we do not use: 3 MB.
    sys.modules["rich"] = None  # type: ignore[assignment]
    import structlog

    del sys.modules["rich"]
import structlog
from structlog.typing import EventDict, WrappedLogger

_TOKEN = re.compile(r"\b\d{3,}:[\w-]{20,}")


class StandardError(structlog.PrintLogger):
    """Writes to what standard error is at that moment, not to what it was when logging was set up."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def msg(self, message: str) -> None:
        print(message, file=sys.stderr, flush=True)  # noqa: T201

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


class _StandardErrorHandler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr, flush=True)  # noqa: T201


def set_up_logs(*, as_json: bool | None = None) -> None:
    """Send structlog and the standard library's loggers to standard error."""
    if as_json is None:
        as_json = not sys.stderr.isatty()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Any] = (
        [structlog.processors.format_exc_info, hide_tokens, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if as_json
        else [structlog.processors.format_exc_info, hide_tokens, structlog.dev.ConsoleRenderer(colors=False)]
    )
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: StandardError(),
        cache_logger_on_first_use=True,
    )
    handler = _StandardErrorHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for noisy in ("aiogram", "alembic", "apscheduler", "aiohttp.access", "pymorphy3"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def hide_tokens(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank out whatever has the form of a bot token: it stands in the URL of every failed request."""
    return {key: _TOKEN.sub("***", value) if isinstance(value, str) else value for key, value in event.items()}
