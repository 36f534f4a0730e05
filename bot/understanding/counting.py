"""Numbers that count something, and so name nothing: «5 дней», «3 подъезда», "2 weeks", «7 больших ям»."""

import re

_UNITS = r"""
дн(?:я|ей|ю)|день|сут(?:ки|ок|кам|ках)|недел\w{1,3}|месяц\w{0,3}|год(?:а|у|ов)?|лет(?:ий)?|час(?:а|у|ов|ам)?|минут\w?|мин|секунд\w?|сек|
раз(?:а)?|метр\w{0,2}|м|см|мм|км|сантиметр\w{0,2}|километр\w{0,2}|градус\w{0,2}|процент\w{0,2}|рубл\w{1,2}|руб|р|тыс\w{0,3}|
кг|тонн\w?|литр\w{0,2}|человек\w{0,2}|чел|штук\w?|шт|пар[аы]?|утра|вечера|ночи|дня|
январ\w{1,2}|феврал\w{1,2}|март[ае]?|апрел\w{1,2}|ма[яе]|июн\w|июл\w|август[ае]?|сентябр\w|октябр\w|ноябр\w|декабр\w|
days?|weeks?|months?|years?|hours?|minutes?|mins?|times?|meters?|metres?|cm|mm|km|degrees|percent|roubles?|rubles?|rub|
people|persons?|am|pm|o|january|february|march|april|may|june|july|august|september|october|november|december
"""
_THINGS = r"""
фонар(?:я|ей)|ламп(?:ы)?|лампоч(?:ки|ек)|светильник(?:а|ов)|столб(?:а|ов)|опор(?:ы)?|плаф(?:она|онов)|
подъезд(?:а|ов|ах|ам)|этаж(?:а|ей|ах)|квартир(?:ы|ах|ам)?|дом(?:а|ов|ах)|корпус(?:а|ов|ах)|двор(?:а|ов|ах)|лифт(?:а|ов)|
машин(?:ы)?|автомобил(?:я|ей)|авто|тачк(?:и)|тач(?:ек)|автобус(?:а|ов)|трамва(?:я|ев)|троллейбус(?:а|ов)|самокат(?:а|ов)|
контейнер(?:а|ов)|бак(?:а|ов)|мешк(?:а|ов)|пакет(?:а|ов)|урн(?:ы)?|коробк(?:и)|короб(?:ок)|шин(?:ы)?|покрыш(?:ки|ек)|
дерев(?:а|ьев)|куст(?:а|ов)|пн(?:я|ей)|ветк(?:и)|вет(?:ок)|ям(?:ы)?|ямк(?:и)|луж(?:и)?|люк(?:а|ов)|плит(?:ы|ки|ок)?|трещин(?:ы)?|
ступен(?:и|ей|ьки|ек)|скам(?:ейки|еек)|лавоч(?:ки|ек)|качел(?:и|ей)|горк(?:и)|двер(?:ей)|ок(?:на|он)|кноп(?:ки|ок)|знак(?:а|ов)|
собак(?:и)?|кошк(?:и)|кошек|крыс(?:ы)?|дет(?:ей)|реб(?:енка)|бабуш(?:ки|ек)|жител(?:я|ей)|сосед(?:а|ей)|семь(?:и|ей)|
заяв(?:ки|ок)|жалоб(?:ы)?|обращени(?:я|й)|сообщени(?:я|й)|звон(?:ка|ков)|остановк(?:и)|останов(?:ок)|мест(?:а)?|штор(?:ы)?|
секци(?:и|й)|панел(?:и|ей)|перил(?:а)|бордюр(?:а|ов)|сто(?:лбика|лбиков)|полусфер(?:ы)?|вагон(?:а|ов)|рейс(?:а|ов)|кабел(?:я|ей)|провод(?:а|ов)|
lamps?|lights?|poles?|entrances|floors|flats|apartments|houses|buildings|cars|buses|trams|bins|containers|bags|trees|bushes|
branches|potholes?|holes?|puddles?|manholes|tiles|cracks|steps|benches|swings|doors|windows|buttons|signs|dogs|cats|rats|kids|
children|stops|places|complaints|requests|calls|of
"""
_ADJECTIVE = r"[а-я]{2,20}(?:ых|их)"
"""Of things counted: «7 больших ям»."""


def _alternatives(written: str) -> str:
    return "".join(written.split())


_UNIT = re.compile(rf"[\s ]*(?:[-–]?(?:ти|и|х|ух|ёх|ех)[\s-])?[\s ]*(?:{_alternatives(_UNITS)})(?![\w-])")
_COUNTED = re.compile(
    rf"[\s ]+(?:(?:{_ADJECTIVE}|{_alternatives(_THINGS)})(?![\w-]))"
    r"|[\s ]*[%₽$€°]|-?(?:летн|дневн|этажн|часов|метров|значн)"
)


def is_measure(text: str, end: int) -> bool:
    """Whether a number that ends at `end` tells how long, how far, how much or when; `text` is in lower case."""
    return bool(_UNIT.match(text, end) or re.compile(r"\s?[%₽$€°]|-?(?:летн|дневн|этажн)").match(text, end))


def counts_things(text: str, end: int) -> bool:
    """Whether a number that ends at `end` tells how many there are, or measures; `text` is in lower case."""
    return is_measure(text, end) or bool(_COUNTED.match(text, end))
