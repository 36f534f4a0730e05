"""What `/points` shows: the balance, the entries it is the sum of, and what points are given for."""

from bot import keyboards
from bot.cards import paragraphs
from bot.domain.city import City
from bot.domain.points import PointsFor
from bot.say import Screen
from bot.services.points import PointsPage
from bot.texts import Texts

FOR = {PointsFor.REPORT: "points-for-report", PointsFor.VERDICT: "points-for-verdict"}
HOW = {PointsFor.REPORT: "points-how-report", PointsFor.VERDICT: "points-how-verdict"}


def points_screen(t: Texts, city: City, shown: PointsPage) -> Screen:
    how = "\n".join(t(HOW[one], amount=amount) for one, amount in city.points.items() if amount)
    if not how and not shown.entries:
        return Screen(text=t("points-none-here"))
    if not shown.entries and not shown.page:
        return Screen(text=paragraphs(t("points-empty"), how, t("points-empty-end")), keyboard=keyboards.begin(t))
    lines = [
        t(
            "points-line",
            amount=f"{entry.amount:+d}",
            what=t.label(FOR[entry.what_for]),
            number=str(entry.number),
            day=t.span(city.today(entry.at), city.today(entry.at)),
        )
        for entry in shown.entries
    ]
    return Screen(
        text=paragraphs(t("points-balance", count=shown.balance), "\n".join(lines)),
        keyboard=keyboards.points(shown.page, has_next=shown.has_next),
    )
