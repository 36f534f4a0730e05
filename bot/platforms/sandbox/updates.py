"""Methods by which the bot takes updates and files."""

from bot.platforms.sandbox import rules
from bot.platforms.sandbox.errors import bad_request
from bot.platforms.sandbox.params import Json, Params
from bot.platforms.sandbox.state import State


def get_updates(state: State, params: Params) -> Json:
    """Updates not confirmed yet; waiting for one is the server's affair.

    An offset confirms everything below it; a negative one keeps only that many of the last.
    """
    offset = params.integer("offset")
    if params.has("allowed_updates"):
        allowed = params.json("allowed_updates")
        if not isinstance(allowed, list):
            raise bad_request("can't parse allowed updates JSON object")
        state.set_fact("allowed_updates", allowed)
    if offset > 0:
        state.confirm_updates(offset)
    elif offset < 0:
        state.keep_last_updates(-offset)
    limit = params.integer("limit", 100)
    return state.pending(limit if 1 <= limit <= 100 else 100)


def set_webhook(state: State, params: Params) -> Json:
    if params.text("url"):
        raise bad_request("bad webhook: the sandbox delivers updates by getUpdates only")
    return delete_webhook(state, params)


def delete_webhook(state: State, params: Params) -> Json:
    if params.flag("drop_pending_updates"):
        state.keep_last_updates(0)
    return True


def get_webhook_info(state: State, params: Params) -> Json:  # noqa: ARG001 every method is called alike
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": state.pending_count()}
    allowed = state.fact("allowed_updates", [])
    return {**info, "allowed_updates": allowed} if allowed else info


def get_file(state: State, params: Params) -> Json:
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id is empty")
    file = state.file(file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if file["file_size"] > rules.DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {key: file[key] for key in ("file_id", "file_unique_id", "file_size", "file_path")}
