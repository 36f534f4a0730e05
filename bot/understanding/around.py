"""What stands in a message around the problem: links, addresses, courtesies. None of it tells what is wrong.

Apart from `words` because it reads whole phrases, with their capital letters, before they are taken apart.
"""

import re

LINK = re.compile(r"(?:https?://|www\.)\S+")

_SHORT = "ул|пер|просп|пр-т|пр-кт|ш|наб|б-р|пл|пр-д"
_STREET = "улиц[аеуы]|переул(?:ок|ке)|проспекте?|шоссе|набережн(?:ая|ой)|проезде?|бульваре?|площад[ьи]"
_NUMBER = r",?\s*(?:дома?|д)?\b\.?\s*\d"
_ADJECTIVE = "(?:ая|ое|ий|ый|ой|ом)"

_RUSSIAN_ADDRESS = (
    rf"\b(?i:{_SHORT})\b"
    rf"(?:\.\s*[\w-]+|\s+(?:[А-ЯЁ][\w-]*|[\w-]+(?={_NUMBER})))(?:\s+[А-ЯЁ][\w-]+)?"
    rf"|\b[А-ЯЁ][\w-]{{1,30}}?{_ADJECTIVE}\s+(?:{_SHORT})\b"
    rf"|\b(?i:{_STREET})\s+[А-ЯЁ][\w-]*(?:\s+[А-ЯЁ][\w-]+)?"
    rf"|(?<=[а-яё,]\s)[А-ЯЁ][а-яё-]{{2,30}}?{_ADJECTIVE}\s+(?:{_STREET})\b"
    rf"|\b[\w-]{{2,30}}?{_ADJECTIVE}\s+(?:{_STREET})(?={_NUMBER})"
    rf"|(?:(?<=\bна\s)|(?<=\bпо\s))[А-ЯЁ][а-яё-]{{2,30}}?(?:ой|ом|ей|ому|ую)\b"
    rf"|(?:(?<=[а-яё,]\s)[А-ЯЁ][а-яё-]{{2,30}}|\b[А-ЯЁ][а-яё-]{{2,30}}?(?:ая|ий|ый|ой))(?=,?\s*\d)"
    r"|\b(?i:дома?|д|корпус|корп|к|строение|стр|квартира|кв|владение|вл)\b\.?\s*№?\s*\d+[а-я]?(?:[/-]\d+)?\b"
)
_ENGLISH_ROAD = (
    "street|st|avenue|ave|prospe[ck]t|boulevard|blvd|bulvar|lane|highway|embankment|square|road|rd|drive"
    "|ulitsa|ul|pereulok|shosse|naberezhnaya|proezd|ploshchad"
)
_ENGLISH_ADDRESS = (
    rf"(?:(?<=\bat\s)|(?<=\bon\s)|(?<=\bin\s)|(?<=\bnear\s)|(?<=[:,]\s))(?:(?!Our|The|My)[A-Z][\w'’-]+\s+){{1,3}}"
    rf"(?i:{_ENGLISH_ROAD})\b\.?"
    rf"|\b[\w'’-]{{3,30}}\s+(?i:{_ENGLISH_ROAD})\b\.?(?=,?\s*\d)"
    r"|\b(?i:ulitsa|ul|prospe[ck]t|pereulok|per|shosse|naberezhnaya|bulvar|proezd)\b"
    r"(?:\.\s*[\w'’-]+|\s+[A-Z][\w'’-]+|\s+[\w'’-]+(?=,?\s*(?:d|dom|house)?\b\.?\s*\d))"
    r"|(?:(?<=\bat\s)|(?<=\bon\s)|(?<=\bin\s))[A-Z][\w'’-]{2,30}(?=,?\s*\d)"
    r"|\b(?i:house|building|bldg|block|korpus|korp|apartment|apt|flat|kv|dom|d)\b\.?\s*(?:no\b\.?|#|№)?\s*\d+\w?\b"
)
ADDRESS = re.compile(f"{_RUSSIAN_ADDRESS}|{_ENGLISH_ADDRESS}")
"""Street names and house numbers, which are no words of the problem: «ул. Парковая, д. 5» is not about a park."""
_LIKE_AN_ADDRESS = re.compile(rf"\d|(?<!^)\b[А-ЯЁA-Z]|\b(?i:{_SHORT}|ul)\b")
"""Without a number, a capital inside or a short word for a street there is no address; most texts have none."""

_COURTESY = r"""
здравствуйте | всем\ привет | добр(?:ый|ого|ое)\ (?:день|дня|вечера?|утро|утра|времени\ суток)
| уважаем(?:ые|ый|ая)
  (?:\ (?:администраци\w+|господа|коллеги|сотрудники|товарищи|модератор\w*|редакци\w+|служб\w+|власти))?
| (?:я\ |мы\ )?(?:убедительно\ |очень\ |настоятельно\ |срочно\ )*(?:прошу|просим|просьба)
  (?:\ (?:вас|убедительно|срочно|очень|помочь))*
| (?:разобраться|разберитесь)(?:\ (?:с\ этим|в\ этом|в\ ситуации|с\ ситуацией|наконец))?
| обрат(?:ите|ить)\ (?:ваше\ )?внимание(?:\ на)? | прин(?:ять|имите)\ (?:срочные\ )?меры | наведите\ порядок
| (?:заранее\ )?(?:большое\ |огромное\ )?спасибо
  (?:\ (?:большое|заранее|за\ (?:внимание|понимание|помощь|ответ|работу)))?
| (?:заранее\ )?(?:благодарю|благодарим|благодарен|благодарна)(?:\ вас)?(?:\ за\ \w+)?
| с\ уважением[,.]?(?:\s+(?-i:[А-ЯЁ])[\w.-]*){0,3}
| (?:я\ |мы\ |сам\ |сама\ )?(?:живу|жив[её]м|проживаю|проживаем)(?:\ по\ адресу)? | по\ адресу
| меня\ зовут(?:\s+(?-i:[А-ЯЁ])[\w-]*){0,3}
| (?:пишу|обращаюсь|обращаемся|сообщаю|сообщаем)(?:\ (?:вам|к\ вам|о\ том|что))*
| будьте\ (?:добры|любезны) | (?:подскажите|скажите|объясните)(?:,?\ пожалуйста)? | пожалуйста | помогите
| (?:надеюсь|надеемся)\ на\ (?:вашу\ |скорую\ )?(?:помощь|ответ|понимание)
| (?:жду|жд[её]м)\ (?:вашего\ )?(?:ответа|помощи|реакции)
| (?:hello|hi|dear|good\ (?:day|morning|afternoon|evening))
  (?:\ (?:dear|sirs?|madam|all|team|everyone|colleagues|there|guys|friends))*
| (?:i|we)\ (?:live|am\ living|are\ living|reside)(?:\ (?:at|in|on|here))?
| my\ name\ is(?:\s+(?-i:[A-Z])[\w'-]*){0,3}
| (?:i\ am|i'm|i’m|we\ are)\ (?:writing|asking|informing|reporting|contacting)(?:\ (?:to|you|that|about))*
| (?:i|we)\ (?:would|want|wish|beg|kindly|ask)\ (?:like\ )?(?:you\ )?(?:to\ )?
  (?:report|inform|ask|complain|tell|draw)?(?:\ (?:you|that|about|attention))*
| (?:can|could|would|will)\ (?:you|someone|somebody|anyone|anybody)
  (?:\ (?:please|kindly|help|finally|do\ something|look\ into\ (?:it|this)))*
| please | kindly
| (?:many\ )?thanks?(?:\ you)?(?:\ (?:so|very)\ much|\ a\ lot)?(?:\ (?:in\ advance|beforehand|for\ your\ \w+))?
| in\ advance | (?:with\ )?(?:best|kind|warm)\ (?:regards|wishes)(?:,?\s+(?-i:[A-Z])[\w'-]*){0,3}
| regards | sincerely | respectfully | yours\ (?:truly|faithfully)
| take\ (?:some\ |urgent\ )?(?:measures|action)
"""
COURTESY = re.compile(rf"(?i:(?<!\w)(?:{_COURTESY})(?!\w))", re.VERBOSE)
"""Greetings, thanks and the ways to ask, which every message may have."""


def without_surroundings(text: str) -> str:
    """What is left when links, addresses and courtesies are gone; the rest as it was written."""
    text = LINK.sub(" ", text)
    if _LIKE_AN_ADDRESS.search(text):
        text = ADDRESS.sub(" ", text)
    return COURTESY.sub(" ", text)
