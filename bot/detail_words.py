"""The details of a report in words, for every card that shows them."""

from collections.abc import Mapping

from bot.domain.catalogue import Catalogue
from bot.texts import Texts


def details_line(t: Texts, catalogue: Catalogue, details: Mapping[str, str], *, private: bool = True) -> str:
    """One line of HTML, «📌 Подъезд: 2 · Этаж: 5»; empty without details.

    Args:
        private: With those that may point to a person; for its author and for operators only.
    """
    shown = catalogue.shown_details(details, t.locale, private=private)
    said = " · ".join(f"{title}: {value}" for title, value in shown)
    return t("details-line", details=said) if said else ""
