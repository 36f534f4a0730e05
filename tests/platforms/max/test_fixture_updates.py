"""Each update of `fixtures.json` becomes exactly the aiogram object that stands here."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import (
    CallbackQuery,
    Chat,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberUpdated,
    Contact,
    Document,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Location,
    Message,
    MessageEntity,
    MessageOriginUser,
    PhotoSize,
    Sticker,
    Update,
    User,
    Video,
    Voice,
)
from structlog.testing import capture_logs

from bot.platforms.max.files import FileRef, pack
from tests.platforms.max.incoming import ANNA, AT, BOT, DIALOG, FIXTURES, GROUP, NUMBER, Intake, fixture

anna = User(id=ANNA, is_bot=False, first_name="Анна", last_name="Белова", language_code="ru")
pyotr = User(id=271828182, is_bot=False, first_name="Пётр", last_name="Сомов")
irina = User(id=161803398, is_bot=False, first_name="Ирина", last_name="Лужина")
the_bot = User(id=BOT, is_bot=True, first_name="Отчёты", username="demo_report_bot")
itself = User(id=BOT, is_bot=True, first_name="")
dialogue = Chat(id=ANNA, type="private", first_name="Анна", last_name="Белова")
group = Chat(id=GROUP, type="group")
KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Отправить", callback_data="rep:send:42"),
            InlineKeyboardButton(text="Отмена", callback_data="rep:cancel:42"),
        ],
        [InlineKeyboardButton(text="Правила", url="https://example.org/rules")],
    ]
)


def at(second: int) -> datetime:
    """Since the moment of the first fixture."""
    return datetime.fromtimestamp(AT // 1000 + second, UTC)


def seq(second: int) -> int:
    return AT + 1000 * second << 16 | 7


def said(second: int, **fields: Any) -> Update:
    """Anna's message to the bot."""
    message = Message(message_id=seq(second), date=at(second), chat=dialogue, from_user=anna, **fields)
    return Update(update_id=NUMBER, message=message)


def happened(second: int, chat: Chat, who: User, **fields: Any) -> Update:
    """A message that MAX has no number for."""
    message_id = AT + 1000 * second << 16
    return Update(
        update_id=NUMBER,
        message=Message(message_id=message_id, date=at(second), chat=chat, from_user=who, **fields),
    )


def moved(second: int, chat: Chat, who: User, old: Any, new: Any) -> Update:
    change = ChatMemberUpdated(chat=chat, from_user=who, date=at(second), old_chat_member=old, new_chat_member=new)
    return Update(update_id=NUMBER, my_chat_member=change)


def pressed(callback_id: int, who: User, chat_instance: int, data: str, message: Any) -> Update:
    query = CallbackQuery(
        id=f"f9LHodD0cOexampleCallbackIdentifier000{callback_id}",
        from_user=who,
        chat_instance=str(chat_instance),
        data=data,
        message=message,
    )
    return Update(update_id=NUMBER, callback_query=query)


def photo(number: int, photo_id: int) -> list[PhotoSize]:
    url = f"https://i.oneme.ru/i?r=BTexample{number}"
    file_id = pack(FileRef("image", f"imgTok{number}AbCdEf", url, str(photo_id)))
    return [PhotoSize(file_id=file_id, file_unique_id=str(photo_id), width=0, height=0)]


def ids(kind: str, token: str, url: str, unique: str, name: str | None = None, size: int | None = None) -> Any:
    return {"file_id": pack(FileRef(kind, token, url, unique, name, size)), "file_unique_id": unique}


ALBUM = "mid.000000000db9a9c901a1b2bc09300007"
FILE = "https://fd.oneme.ru/getfile?sig=EXAMPLE&expires=1794600000000&clientType=3&id=700100&userId=314159265"
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:ez-vcard 0.10.3\r\n"
    "TEL;TYPE=cell:79990001122\r\nFN:Анна Белова\r\nEND:VCARD\r\n"
)
START = MessageEntity(type="bot_command", offset=0, length=6)
ADMINISTRATOR = ChatMemberAdministrator(
    user=itself,
    can_be_edited=False,
    is_anonymous=False,
    can_manage_chat=True,
    can_delete_messages=False,
    can_manage_video_chats=False,
    can_restrict_members=False,
    can_promote_members=False,
    can_change_info=False,
    can_invite_users=False,
    can_post_stories=False,
    can_edit_stories=False,
    can_delete_stories=False,
    can_send_welcome_messages=False,
    can_pin_messages=True,
)
GONE = ChatMemberBanned(user=itself, until_date=datetime.fromtimestamp(0, UTC))

EXPECTED: dict[str, list[Update]] = {
    "message_created.text": [said(0, text="Добрый день")],
    "message_created.command": [said(10, text="/start", entities=[START])],
    "message_created.image_with_text": [said(20, photo=photo(1, 9000000101), caption="Вот снимок")],
    "message_created.images_3": [
        said(30, photo=photo(2, 9000000102), media_group_id=ALBUM),
        said(30, photo=photo(3, 9000000103), media_group_id=ALBUM),
        said(30, photo=photo(4, 9000000104), media_group_id=ALBUM),
    ],
    "message_created.file": [
        said(
            40,
            document=Document(
                **ids("file", "fileTok1AbCdEf", FILE, "6a528abf3d01696889faa725", "акт.pdf", 183422),
                file_name="акт.pdf",
                mime_type="application/pdf",
                file_size=183422,
            ),
        )
    ],
    "message_created.location": [said(50, location=Location(latitude=55.751244, longitude=37.618423))],
    "message_created.contact": [
        said(60, contact=Contact(phone_number="79990001122", first_name="Анна Белова", user_id=ANNA, vcard=CARD))
    ],
    "message_created.video": [
        said(
            70,
            video=Video(
                **ids("video", "vidTok1AbCdEf", "https://m.ok.ru/video/example", "aa09ccd5a61bcb13654f71aa"),
                width=1280,
                height=720,
                duration=14,
            ),
        )
    ],
    "message_created.audio": [
        said(
            80,
            voice=Voice(
                **ids("audio", "audTok1AbCdEf", "https://vd.okcdn.ru/example.mp3", "08089405840692ca238cc8d5"),
                duration=0,
            ),
        )
    ],
    "message_created.sticker": [
        said(
            90,
            sticker=Sticker(
                **ids("sticker", "4a1", "https://i.oneme.ru/getSmile?smileId=4a1", "80a04277bd6a5c9e357b9a1b"),
                type="regular",
                width=170,
                height=170,
                is_animated=False,
                is_video=False,
            ),
        )
    ],
    "message_created.share": [
        said(
            100,
            text="https://example.org/page",
            entities=[MessageEntity(type="text_link", offset=0, length=24, url="https://example.org/page")],
        )
    ],
    "message_created.reply": [
        said(
            110,
            text="Садовая, 5",
            reply_to_message=Message(
                message_id=117571544678400003,
                date=at(-600),
                chat=dialogue,
                from_user=the_bot,
                text="Укажите адрес",
            ),
        )
    ],
    "message_created.forward": [
        said(
            120,
            photo=photo(9, 9000000109),
            caption="Снег не убран",
            forward_origin=MessageOriginUser(date=at(-900), sender_user=pyotr),
        )
    ],
    "message_created.markup": [
        said(
            130,
            text="🔥 важно и ссылка",
            entities=[
                MessageEntity(type="bold", offset=3, length=5),
                MessageEntity(type="text_link", offset=11, length=6, url="https://example.org"),
            ],
        )
    ],
    "message_created.group": [
        Update(
            update_id=NUMBER,
            message=Message(
                message_id=seq(140), date=at(140), chat=group, from_user=pyotr, text="@demo_report_bot отчёт"
            ),
        )
    ],
    "message_callback.dialog": [
        pressed(
            1,
            anna,
            ANNA,
            "rep:send:42",
            Message(
                message_id=117571593568256001,
                date=at(146),
                chat=Chat(id=ANNA, type="private"),
                from_user=the_bot,
                photo=photo(11, 9000000111),
                caption="Проверьте отчёт №42",
                caption_entities=[MessageEntity(type="bold", offset=16, length=3)],
                reply_markup=KEYBOARD,
            ),
        )
    ],
    "message_callback.message_deleted": [
        pressed(2, anna, ANNA, "rep:send:42", InaccessibleMessage(chat=dialogue, message_id=0, date=0))
    ],
    "message_callback.group": [
        pressed(
            3,
            irina,
            GROUP,
            "mod:ok:42",
            Message(
                message_id=117571594878976001,
                date=at(166),
                chat=group,
                from_user=the_bot,
                text="Новый отчёт №42",
                reply_markup=KEYBOARD,
            ),
        )
    ],
    "message_edited": [
        Update(
            update_id=NUMBER,
            edited_message=Message(
                message_id=seq(0),
                date=at(0),
                edit_date=AT // 1000 + 180,
                chat=dialogue,
                from_user=anna.model_copy(update={"language_code": None}),
                text="Добрый день!",
            ),
        )
    ],
    "message_removed": [],
    "bot_started.deeplink": [happened(200, dialogue, anna, text="/start street_12", entities=[START])],
    "bot_started.plain": [happened(210, dialogue, anna, text="/start", entities=[START])],
    "bot_stopped": [moved(220, dialogue, anna, ChatMemberMember(user=itself), GONE)],
    "dialog_cleared": [],
    "dialog_removed": [moved(240, dialogue, anna, ChatMemberMember(user=itself), GONE)],
    "dialog_muted": [],
    "dialog_unmuted": [],
    "bot_added": [moved(270, group, irina, ChatMemberLeft(user=itself), ChatMemberMember(user=itself))],
    "bot_removed": [moved(280, group, irina, ChatMemberMember(user=itself), ChatMemberLeft(user=itself))],
    "user_added": [happened(290, group, pyotr, new_chat_members=[pyotr])],
    "user_removed": [happened(300, group, pyotr, left_chat_member=pyotr)],
    "chat_title_changed": [
        happened(310, Chat(id=GROUP, type="group", title="Штаб района"), irina, new_chat_title="Штаб района")
    ],
    "bot_admin_permissions_changed": [
        moved(
            320,
            group,
            User(id=161803398, is_bot=False, first_name=""),
            ChatMemberMember(user=itself),
            ADMINISTRATOR,
        )
    ],
}


def test_every_update_of_the_file_stands_here():
    assert set(EXPECTED) == set(FIXTURES["updates"])


@pytest.mark.parametrize("name", EXPECTED)
def test_an_update_of_max_becomes_those_of_the_bot_api(name):
    found = Intake().updates(fixture(name))
    assert [one.model_dump() for one in found] == [one.model_dump() for one in EXPECTED[name]]
    assert found == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_becomes_nothing_is_logged_once_and_what_becomes_something_is_not(name):
    with capture_logs() as logs:
        updates = Intake().updates(fixture(name))
    ignored = {"log_level": "debug", "event": "update ignored", "update_type": name.partition(".")[0]}
    assert logs == ([] if updates else [{**ignored, "update_id": NUMBER, "why": "a kind without use"}])


IN_A_DIALOGUE = [
    "message_created.text",
    "message_callback.dialog",
    "message_edited",
    "bot_started.plain",
    "bot_stopped",
    "dialog_removed",
]


@pytest.mark.parametrize("name", IN_A_DIALOGUE)
def test_dialogues_are_learnt_and_not_computed_where_max_tells_them(name):
    told = json.loads(json.dumps(fixture(name)).replace(str(DIALOG), "99"))
    intake = Intake()
    (update,) = intake.updates(told)
    assert intake.memory.real_chat(ANNA) == 99
    assert intake.memory.peer(99) == ANNA
    assert '"chat":{"id":99' not in update.model_dump_json()


@pytest.mark.parametrize("name", [name for name in EXPECTED if str(GROUP) in json.dumps(fixture(name))])
def test_groups_are_nobodys_dialogue(name):
    intake = Intake()
    intake.updates(fixture(name))
    assert intake.memory.peer(GROUP) is None
