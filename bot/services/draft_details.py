"""What a draft's own words say of its details, and which of them is still to be asked for."""

from dataclasses import replace

from bot.domain.catalogue import Catalogue, Detail
from bot.domain.drafts import Draft
from bot.understanding.details import details_of, only_of


def with_details(before: Draft, after: Draft, catalogue: Catalogue) -> Draft:
    """`after` with the details that its words say; what the resident chose by hand stays.

    What was only read from words that are no longer there goes with them, and so does a detail that another topic
    does not have.

    Args:
        before: The draft before its words or its topic changed.
    """
    was, now = (catalogue.topics.get(draft.topic_id or "") for draft in (before, after))
    read_before = details_of(before.description, was, catalogue)
    by_hand = {one: value for one, value in after.details.items() if read_before.get(one) != value}
    return replace(after, details=only_of(now, {**details_of(after.description, now, catalogue), **by_hand}))


def asked_detail(draft: Draft, catalogue: Catalogue) -> Detail | None:
    """The first detail that the draft's topic asks for and that is not known yet."""
    topic = catalogue.topics.get(draft.topic_id or "")
    if topic is None:
        return None
    details = (catalogue.details.get(one) for one in topic.details if one not in draft.details)
    return next((detail for detail in details if detail is not None and detail.ask is not None), None)
