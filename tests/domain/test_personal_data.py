"""What a warning about personal data is given for, and what it must not be given for."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.personal_data import PersonalData, personal_data

PERSONAL = [
    ("звоните +7 916 123-45-67", "phone"),
    ("8 (916) 123-45-67", "phone"),
    ("89161234567", "phone"),
    ("+79161234567", "phone"),
    ("8-916-123-45-67", "phone"),
    ("916 123-45-67", "phone"),
    ("(495) 123-45-67", "phone"),
    ("8 495 539-53-53", "phone"),
    ("тел. 123-45-67", "phone"),
    ("телефон: 123 45 67", "phone"),
    ("карта 4111 1111 1111 1111", "card"),
    ("2200-0000-0000-0004", "card"),
    ("5555555555554444", "card"),
    ("пишите на ivan.petrov+1@mail.ru", "email"),
    ("почта иван@почта.рф", "email"),
    ("паспорт 4510 123456", "document"),
    ("паспорт серия 45 10 № 123456", "document"),
    ("45 10 123456", "document"),
    ("СНИЛС 112-233-445 95", "document"),
    ("ИНН 500100732259", "document"),
    ("сосед Иванов И.И. сломал", "name"),
    ("Иванов И. И.", "name"),
    ("И.И. Иванов", "name"),
    ("И. И. Петрова-Водкина живёт", "name"),
    ("Петров Сергей Викторович", "name"),
    ("Сергей Викторович обещал", "name"),
    ("написал Сергею Викторовичу", "name"),
    ("Анна Сергеевна из ЖЭКа", "name"),
    ("у Марии Ильиничны течёт", "name"),
    ("кв. 15", "flat"),
    ("кв 15", "flat"),
    ("из квартиры 7", "flat"),
    ("квартира № 112", "flat"),
    ("в 15 квартире", "flat"),
    ("apt 15", "flat"),
]


@pytest.mark.parametrize(("text", "kind"), PERSONAL)
def test_personal_data_is_seen(text: str, kind: str) -> None:
    assert personal_data(text) == {PersonalData(kind)}
    assert PersonalData(kind) in personal_data(f"Здравствуйте! {text}, помогите.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "яма на дороге у дома 12 корпус 3",
        "Тверская 7/5с2",
        "дом 15, подъезд 4, этаж 5",
        "05.11.2025 не убрали",
        "с 2025-11-05 10:30:00",
        "опора № 12345678",
        "опора 1234567",
        "фонарь 8912345678901",
        "сообщение № 89161234567",
        "номер заявки 4510123456",
        "ул. Академика Королёва",
        "улица Ивана Франко, 5",
        "ул. А. С. Пушкина, 10",
        "ул. Ак. Королёва",
        "улица Александры Монаховой",
        "площадь И.В. Курчатова",
        "улица Марии Ильиничны Ульяновой",
        "сквер имени Сергея Викторовича",
        "стоит 1500 рублей",
        "1 000 000 рублей",
        "3 подъезда, 45 10 квартир",
        "14 квартир без воды",
        "квартал 15",
        "5 кв. м плитки",
        "многоквартирный дом 15",
        "маршрут 123-45",
        "вода 40 °C, 55.7558, 37.6173",
        "1234 5678 9012 3456",
        "Мосжилинспекция и ГБУ Жилищник района Арбат",
        "Большая Дмитровка",
        "кадастровый номер 77:01:0001001:1234",
        "Новая Москвич стоит",
        "Старый Кирпич упал",
        "звоните 112",
        "@gorod_bot",
    ],
)
def test_the_ordinary_words_of_a_report_are_not(text: str) -> None:
    assert personal_data(text) == set()


@given(
    st.one_of(
        st.text(max_size=500),
        st.text(alphabet=st.sampled_from("0123456789 -()+78кв.ИПван@"), max_size=1000),
    )
)
@example("8 " * 2000)
@example("9" * 4096)
@example("а.б@" * 1000)
@example("Иван " * 800)
@example("1 2-" * 1000)
@settings(deadline=300)
def test_any_text_is_looked_through_quickly(text: str) -> None:
    assert personal_data(text) <= set(PersonalData)
