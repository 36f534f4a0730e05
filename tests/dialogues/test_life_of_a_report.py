"""A report's whole life, told once by commands and once by buttons: every push, every operator's step."""

from typing import Any

import pytest

from bot.domain.reports import Status, Turn
from bot.domain.residents import Platform
from bot.platforms.sandbox.api import PAVEL
from tests.dialogues.test_mine import files_one
from tests.harness.pictures import street
from tests.harness.residents import PersonInChat, text_of


class ByCommand:
    """Operators write commands in their group."""

    async def publishes(self, who: PersonInChat) -> None:
        await who.says("/publish 1")

    async def assigns(self, who: PersonInChat, agency_id: str, _title: str) -> None:
        await who.says(f"/assign 1 {agency_id}")

    async def answers(self, who: PersonInChat, words: str, *photos: bytes) -> None:
        if photos:
            await who.sends_album(photos, f"/answer 1 {words}")
        else:
            await who.says(f"/answer 1 {words}")

    async def approves(self, who: PersonInChat) -> None:
        await who.says("/publish 1")

    async def returns(self, who: PersonInChat, words: str) -> None:
        await who.says(f"/return 1 {words}")

    async def closes(self, who: PersonInChat, words: str) -> None:
        await who.says(f"/close 1 {words}")


class ByButton:
    """Operators press what is on the report's card in their group, and answer what the bot asks."""

    async def publishes(self, who: PersonInChat) -> None:
        await who.presses("✅ Опубликовать")

    async def assigns(self, who: PersonInChat, _agency_id: str, title: str) -> None:
        await who.presses("➡️ Назначить")
        while title not in who.buttons:
            await who.presses("▶️")
        await who.presses(title)

    async def answers(self, who: PersonInChat, words: str, *photos: bytes) -> None:
        card = who.cards_with_buttons[-1]["message_id"]
        await who.presses("💬 Ответить")
        await who.presses("✅ Проблема устранена")
        if photos:
            await who.sends_album(photos, reply_to=card)
        await who.says(words, reply_to=who.cards_with_buttons[-1]["message_id"])
        await who.presses("📤 Отправить")

    async def approves(self, who: PersonInChat) -> None:
        await who.presses("✅ Опубликовать ответ")

    async def returns(self, who: PersonInChat, words: str) -> None:
        await who.presses("↩️ Вернуть")
        await who.says(words, reply_to=who.screen[-1]["message_id"])

    async def closes(self, who: PersonInChat, words: str) -> None:
        await who.presses("✔️ Закрыть")
        await who.says(words, reply_to=who.screen[-1]["message_id"])


BOTH_WAYS = (
    pytest.param(Platform.TELEGRAM, id="telegram"),
    pytest.param(Platform.MAX, id="max"),
    pytest.param((Platform.TELEGRAM, Platform.MAX), id="telegram-resident"),
    pytest.param((Platform.MAX, Platform.TELEGRAM), id="max-resident"),
)


@pytest.mark.parametrize("stage", BOTH_WAYS, indirect=True)
@pytest.mark.parametrize("desk", [ByCommand(), ByButton()], ids=["commands", "buttons"])
async def test_a_report_lives_through_everything(
    desk: Any, resident, olga, hired, vera, stage, clock, stored_reports, database
):
    pavel = await hired(PAVEL, "agency gormost")

    async def report():
        await stage.drain()
        return (await stored_reports())[0]

    def group_card():
        return next(text_of(m) for m in reversed(olga.screen) if "№ 1 · " in text_of(m) and "🏷" in text_of(m))

    await files_one(resident)
    assert (await report()).status is Status.MODERATION
    assert "На модерации" in group_card()

    await desk.publishes(olga)
    assert (await report()).status is Status.IN_WORK
    assert resident.sees("🔧 Сообщение № 1 опубликовано")
    assert resident.sees("Ответит: ГБУ «Автомобильные дороги»")

    await desk.assigns(olga, "gormost", "ГБУ «Гормост»")
    assert (await report()).agency_id == "gormost"
    assert resident.sees("➡️ Сообщение № 1 передали другой службе")
    assert resident.sees("Ответит: ГБУ «Гормост»")
    assert "ГБУ «Гормост»" in group_card()

    clock.move(days=1)
    await desk.answers(pavel, "яму заделали", street(21), street(22))
    assert (await report()).turn is Turn.APPROVAL
    assert "На утверждении: ✅ Проблема устранена" in group_card()
    assert "Фото к ответу: 2" in group_card()
    assert not resident.sees("яму заделали")

    await desk.approves(olga)
    clock.move(seconds=10)
    assert (await report()).turn is Turn.VERDICT
    assert resident.album == ["Было", "Стало", "Стало"]
    push = next(m for m in resident.screen if "💬 Ответ на сообщение № 1" in text_of(m))
    assert "👷 ГБУ «Гормост»" in text_of(push)
    assert "✅ Проблема устранена" in text_of(push)
    assert "яму заделали" in text_of(push)

    await resident.presses("👎 Не выполнено")
    await resident.sends_photo(street(23), caption="с другой стороны всё ещё яма")
    assert resident.sees("👎 Передал редакции")
    assert (await report()).turn is Turn.REFUTATION
    assert "Житель не согласен: с другой стороны всё ещё яма" in group_card()
    assert "Фото к возражению: 1" in group_card()

    clock.move(days=1)
    await desk.returns(olga, "заделайте и вторую половину")
    assert (returned := await report()).status is Status.RETURNED
    assert returned.answer_due.isoformat().startswith("2026-12-07")
    assert resident.sees("🔁 Сообщение № 1 вернули службе")
    assert resident.sees("заделайте и вторую половину")
    assert resident.sees("Ответ ждём до: понедельник, 7 декабря")

    await desk.answers(pavel, "заделали всё")
    assert (await report()).turn is Turn.APPROVAL
    await desk.approves(olga)
    assert (await report()).turn is Turn.VERDICT
    assert resident.sees("заделали всё")

    await resident.presses("👎 Не выполнено")
    await resident.says("нет, яма на месте")
    assert resident.sees("второе опровержение по № 1, поэтому теперь ответ проверит ОАТИ")
    assert (await report()).turn is Turn.CONTROL
    assert resident.sees("🔎 Сообщение № 1 на контроле")
    assert "На контроле" in group_card()

    await desk.closes(vera, "выезжали: яма заделана, см. акт")
    assert (closed := await report()).status is Status.SOLVED
    assert closed.turn is None
    assert resident.sees("🏁 Сообщение № 1 закрыто")
    assert resident.sees("выезжали: яма заделана")
    assert "Решено" in group_card()

    await resident.says("/start r_1")
    await resident.presses("🕓 История")
    for line in (
        "отправлено, ждёт модератора",
        "опубликовано",
        "назначен ответственный: ГБУ «Гормост»",
        "яму заделали",
        "с другой стороны всё ещё яма",
        "заделайте и вторую половину",
        "заделали всё",
        "автор снова не согласен, передано на контроль",
        "выезжали: яма заделана, см. акт",
    ):
        assert line in resident.last, line
    shown = resident.transcript()
    assert not [name for name in ("Ольга", "Павел", "Вера") if name in shown]
