"""What an address says of the object that stands there."""

import pytest

from bot.domain.surroundings import kind_at


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("Парк Горького", "park"),
        ("сквер на Таганке", "park"),
        ("Чистопрудный бульвар", "park"),
        ("Чистопрудный бульвар, 12", None),
        ("остановка «Улица Правды»", "stop"),
        ("станция метро «Сокол»", "station"),
        ("Большой Путяевский пруд", "water"),
        ("МКАД, 42-й километр", "road"),
        ("Ленинградское шоссе", "road"),
        ("Ленинградское шоссе, 25", None),
        ("Парковая улица, 3", None),
        ("Лесная улица, 5", None),
        ("Тверская улица, 7", None),
        ("Gorky Park", "park"),
        ("", None),
        (None, None),
    ],
)
def test_an_address_names_the_object_only_where_it_is_sure(address: str | None, kind: str | None) -> None:
    assert kind_at(address) == kind
