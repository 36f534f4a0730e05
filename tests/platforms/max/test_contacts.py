"""Contacts: whose number it is counts only if MAX itself has signed the card."""

import hmac
from hashlib import sha256
from typing import Any

import pytest

from bot.platforms.max import contacts
from bot.platforms.max.contacts import LONGEST_CARD, contact_of
from tests.platforms.max.incoming import ANNA, TOKEN, Intake, Json, fixture


def payload(**changes: object) -> Json:
    shared = fixture("message_created.contact")["message"]["body"]["attachments"][0]["payload"]
    return {**shared, **changes}


def card(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def signed(vcf: str, token: str = TOKEN) -> Json:
    return payload(vcf_info=vcf, hash=hmac.new(token.encode(), vcf.encode(), sha256).hexdigest())


def test_a_contact_whose_hash_is_right_is_the_persons_own():
    assert contact_of(payload(), TOKEN) == {
        "phone_number": "79990001122",
        "first_name": "Анна Белова",
        "vcard": payload()["vcf_info"],
        "user_id": ANNA,
    }


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_the_hash_may_be_written_in_either_case(change):
    assert contact_of(payload(hash=change(payload()["hash"])), TOKEN)["user_id"] == ANNA


def test_line_ends_that_came_as_letters_are_signed_as_line_ends():
    spelt = payload(vcf_info=payload()["vcf_info"].replace("\r\n", "\\r\\n"))
    contact = contact_of(spelt, TOKEN)
    assert (contact["user_id"], contact["phone_number"], contact["first_name"]) == (
        ANNA,
        "79990001122",
        "Анна Белова",
    )


@pytest.mark.parametrize("hash_", [None, "", "0" * 64, "ж" * 64, "\ud83d", 7, ["1051"], payload()["hash"][:-1]])
def test_a_contact_without_a_hash_that_is_right_proves_nothing(hash_):
    contact = contact_of(payload(hash=hash_), TOKEN)
    assert "user_id" not in contact
    assert contact["phone_number"] == "79990001122"


def test_a_contact_sent_by_hand_has_no_hash_at_all_and_proves_nothing():
    by_hand = payload()
    del by_hand["hash"]
    assert "user_id" not in contact_of(by_hand, TOKEN)


def test_a_changed_number_is_not_what_was_signed():
    forged = payload(vcf_info=payload()["vcf_info"].replace("79990001122", "79990001123"))
    assert "user_id" not in contact_of(forged, TOKEN)


def test_the_hash_of_another_bot_proves_nothing():
    assert "user_id" not in contact_of(signed(payload()["vcf_info"], "another-token"), TOKEN)


def test_an_empty_token_or_none_proves_nothing():
    assert "user_id" not in contact_of(signed(payload()["vcf_info"], "x"), None)
    assert "user_id" not in contact_of({**signed(""), "vcf_info": ""}, TOKEN)


def test_hashes_are_compared_in_constant_time(monkeypatch):
    compared: list[Any] = []

    def compare(left: bytes, right: bytes) -> bool:
        compared.append((left, right))
        return hmac.compare_digest(left, right)

    monkeypatch.setattr(
        contacts, "hmac", type("Hmac", (), {"new": hmac.new, "compare_digest": staticmethod(compare)})
    )
    contact_of(payload(), TOKEN)
    assert [len(left) for left, _ in compared] == [64]


def test_a_signed_card_of_nobody_has_a_number_and_no_person():
    contact = contact_of(payload(max_info=None), TOKEN)
    assert "user_id" not in contact
    assert contact["first_name"] == "Анна Белова"


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("TEL:79990001122", "79990001122"),
        ("TEL;TYPE=cell:+7 (999) 000-11-22", "+79990001122"),
        ("tel;type=CELL:79990001122", "79990001122"),
        ("item1.TEL;type=pref:79990001122", "79990001122"),
        ("TEL;VALUE=uri:tel:+79990001122", "+79990001122"),
        ("TEL:7999\r\n 0001122", "79990001122"),
        ("TEL:\r\nTEL:79990001122", "79990001122"),
        ("TEL:нет", ""),
        ("TEL", ""),
        ("X-TEL:79990001122", ""),
        ("TEL:" + "7" * 5000, "7" * 32),
    ],
)
def test_the_number_is_read_from_its_line(line, phone):
    assert contact_of(payload(vcf_info=card(line)), None)["phone_number"] == phone


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("FN:Анна Белова", "Анна Белова"),
        ("FN;CHARSET=UTF-8:Анна\\, Белова\\; мл.", "Анна, Белова; мл."),
        ("FN:Анна\\nБелова", "Анна Белова"),
        ("N:Белова;Анна", "Анна"),
        ("FN:" + "я" * 5000, "я" * 256),
    ],
)
def test_the_name_is_the_cards_or_else_the_profiles(line, name):
    assert contact_of(payload(vcf_info=card(line)), None)["first_name"] == name


@pytest.mark.parametrize("nothing", [None, "", [], {"vcf_info": 7}, {"vcf_info": "x" * (LONGEST_CARD + 1)}])
def test_a_contact_without_a_card_is_still_a_contact(nothing):
    assert contact_of(nothing, TOKEN) == {"phone_number": "", "first_name": ""}


def test_a_card_with_a_picture_is_not_passed_on_but_proves_the_number():
    large = card("TEL:79990001122", "PHOTO;ENCODING=b:" + "A" * 4000)
    contact = contact_of(signed(large), TOKEN)
    assert "vcard" not in contact
    assert contact["user_id"] == ANNA


def test_the_translator_proves_contacts_with_the_bots_own_token():
    forged = fixture("message_created.contact")
    forged["message"]["body"]["attachments"][0]["payload"]["hash"] = "0" * 64
    own, others = Intake().message(fixture("message_created.contact")), Intake().message(forged)
    assert own.contact is not None
    assert others.contact is not None
    assert (own.contact.user_id, others.contact.user_id) == (ANNA, None)
