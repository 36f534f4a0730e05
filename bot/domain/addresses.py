"""Words that are an address, told from words that are about something. Russian and English, by shape alone."""

import re

LONGEST_ADDRESS = 120
MOST_WORDS = 6

_KIND = (
    r"улица|ул|проспект|пр-т|пр-кт|просп|переулок|пер|проезд|пр-д|пр|площадь|пл|бульвар|б-р|бул|шоссе|ш|набережная|"
    r"наб|тупик|туп|аллея|линия|просека|квартал|кв-л|микрорайон|мкрн|мкр|район|р-н|деревня|дер|посёлок|поселок|пос|"
    r"село|город|г|парк|сквер|метро|станция|"
    r"street|str|st|avenue|ave|road|rd|lane|ln|boulevard|blvd|square|sq|embankment|highway|hwy|drive|park|"
    r"ulitsa|ul|prospekt|prospect|pereulok|per|proezd|shosse|bulvar|naberezhnaya|nab|ploshchad"
)
_PART = (
    r"дом|д|владение|влд|вл|домовладение|корпус|корп|к|строение|стр|с|сооружение|соор|литера|лит|подъезд|под|"
    r"квартира|кв|этаж|эт|офис|building|bldg|house|block|korpus|apt|flat|dom|d|k|bld"
)
_HOUSE = r"№?\s?\d{1,4}(?:\s?[а-яa-z](?![а-яёa-z\d]))?(?:[/-]\d{1,4}(?:[а-яa-z](?![а-яёa-z\d]))?)?"
_HOUSES = rf"(?:(?:{_PART})\.?\s?)?{_HOUSE}(?:[\s,]*(?:{_PART})\.?\s?{_HOUSE}){{0,4}}"

_AT_THE_END = re.compile(rf"(?P<name>.*?[^\W_])[\s,.]+{_HOUSES}(?P<city>,\s?[^\d,]{{2,30}})?")
_AT_THE_START = re.compile(rf"{_HOUSE}[\s,]+(?P<name>.+)")
_HAS_KIND = re.compile(rf"(?<![\w-])(?:{_KIND})(?![\w-])")
_HAS_PART = re.compile(rf"(?<![\w-])(?:{_PART})\.?\s?\d")
_LONE_BLOCK = re.compile(r"(?:корпус|корп|к|korpus|block)\.?\s?\d{3,4}[а-я]?")
_OPENING = re.compile(r"^(?:\d{6}[\s,]+|(?:на|у|около|возле|напротив|рядом с|адрес:?|at|near)\s)")
_ORDINAL = re.compile(
    r"(?:^|(?<=[\s,.]))\d{1,4}(?:-?(?:[аоыи]?[яйие]|го|летия|th|st|nd|rd))?(?=[\s-][^\W\d])|(?<=проезд )\d{1,4}"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_PROSE = re.compile(
    r"на|у|в|во|по|за|с|со|из|к|от|до|для|без|под|над|не|нет|или|что|как|где|это|там|тут|здесь|очень|опять|уже|ещё|"
    r"еще|рядом|около|возле|перед|между|после|the|on|in|near|by|is|are|not|no|and|with|at|has|have"
)
_ENDINGS = r"(?:а|я|у|ю|ы|и|е|о|ой|ом|ей|ем|ов|ев|ам|ям|ами|ями|ах|ях|ь)?"
_THINGS = re.compile(
    rf"""(?:ям|ямк|лун|фонар|ламп|лампочк|свет|лифт|подъезд|этаж|мусор|снег|лед|лёд|налед|гололед|двор|дорог|тротуар|
    люк|дерев|куст|ветк|труб|крыш|окн|двер|машин|автомобил|автобус|трамва|троллейбус|маршрутк|остановк|опор|столб|
    контейнер|урн|скамейк|лавочк|качел|горк|площадк|забор|знак|светофор|квартир|домофон|кнопк|вод|тепл|газ|запах|крыс|
    таракан|собак|кошк|сосед|дн|день|недел|месяц|час|минут|рубл|метр|штук|раз|человек|номер|телефон|заявк|сообщени|луж|
    трещин|плитк|бордюр|асфальт|перил|ступен|батаре|вещ|проблем|жалоб){_ENDINGS}
    |лет|год(?:а|у|ы)?|привет|спасибо|помогите|здравствуйте|добрый|доброе|
    (?:слом|разби|разру|гряз|работа|убир|убра|теч|протек|горит|горят|закры|перекры|завал|паху|воня|пад|упал|вис|торч)
    [а-яё]{{0,9}}
    |potholes?|holes?|lamps?|lights?|garbage|trash|snow|ice|elevators?|floors?|bus|broken|dirty|days?|weeks?|
    years?|hours?|minutes?|hello|hi|help|thanks|leak\w*""",
    re.VERBOSE,
)


def looks_like_address(words: str) -> bool:
    """Whether the words are a postal address and nothing else: «Тверская 7», «пр-т Мира, 119», "Tverskaya 7".

    A sentence that mentions an address is none. For use where the bot has asked for the place.
    """
    text = _OPENING.sub("", re.sub(r"\s+", " ", words).strip(" .,;").lower(), count=1)
    if len(text) > LONGEST_ADDRESS or any(mark in text for mark in "?!:"):
        return False
    if _LONE_BLOCK.fullmatch(text):
        return True
    name = _name(text)
    if name is None or re.search(r"\d", _ORDINAL.sub("", name)):
        return False
    return _is_a_name(name) and not any(_THINGS.fullmatch(word) for word in _words(text))


def _name(text: str) -> str | None:
    """What stands before the house number or after it; without a number, all, if it says that it is a street."""
    if match := _AT_THE_END.fullmatch(text):
        return match["name"]
    if not _HAS_KIND.search(text):
        return None
    match = _AT_THE_START.fullmatch(text)
    return match["name"] if match else text


def _is_a_name(text: str) -> bool:
    """A few words, at least one of them a real one, without those that make a sentence."""
    words = _words(text)
    return (
        1 <= len(words) <= MOST_WORDS
        and any(len(word) > 2 and not re.fullmatch(_PART, word) for word in words)
        and not any(_PROSE.fullmatch(word) for word in words)
    )


def _words(text: str) -> list[str]:
    """The words without kinds of street and parts of a house."""
    return _WORD.findall(_HAS_PART.sub(" ", _HAS_KIND.sub(" ", text.replace("1905 года", "пятого"))))
