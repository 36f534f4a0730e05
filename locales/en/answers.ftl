# Operators write answers and decide about them.
# Variables:
#   $number (String) - number of the report
answers-kind-ask = <b>What is the answer to No. { $number }?</b> If all is done, just write what exactly and add photos: as a reply to this message.
# Variables:
#   $number (String) - number of the report
#   $kind (String) - kind of the answer, with its sign
answers-date-ask =
    <b>No. { $number }:</b> { $kind }
    By which day? Choose one, or write the date as a reply to this message, for instance 2026-12-10.
answers-date-unread = That is no date I know. Write it like 2026-12-10, or day and month: 10.12.
answers-date-far = That date is too far away: a promise can reach two years ahead. Please check the year.
# Variables:
#   $number (String) - number of the report
#   $kind (String) - kind of the answer, with its sign
answers-title = <b>Answer to No. { $number }:</b> { $kind }
answers-words-ask = Write what the resident will read as a reply to this message. Photos can come the same way.
answers-words-ask-or-choose = Write what the resident will read as a reply to this message, or take words that are ready. Photos can come the same way.
# Variables:
#   $words (String) - words of the answer
answers-words = <i>{ $words }</i>
answers-no-photos = 🖼 No photos. If you have any, send them as a reply to this message.
answers-sent-to-check = Send it, and an editor will read it first. New words take the place of these.
answers-sent-at-once = Send it, and the resident will see it at once. New words take the place of these.
# Variables:
#   $limit (Number) - most photos of an answer
answers-photos-full = 📷 An answer takes no more than { $limit } photos, this one was left out.
# Variables:
#   $number (String) - number of the report
#   $count (Number) - photos of the answer, 2 or more
answers-photos-joined = 🖼 Photos in the answer to No. { $number }: { $count }
# Variables:
#   $number (String) - number of the report
answers-dropped = The answer to No. { $number } was not sent.
# Variables:
#   $limit (Number) - most characters
#   $length (Number) - characters of these words
answers-too-long = A little long: { $length } characters, { $limit } are possible. Please shorten it and send it again.
answers-gone = This answer is gone: it was sent, dropped, or a colleague is writing it. Begin with “💬 Answer” on the card.
# Variables:
#   $number (String) - number of the report
answers-send-back-ask = Write what to mend in the answer to No. { $number }: the service will read it. In the group, as a reply to this message.
# Variables:
#   $number (String) - number of the report
answers-return-ask = Write why you return No. { $number } and what to do: the service and the resident will read it. In the group, as a reply to this message.
# Variables:
#   $number (String) - number of the report
answers-close-ask = Write why you close No. { $number }: the resident will read it. In the group, as a reply to this message.
# Variables:
#   $number (String) - number of the report
answers-dispute-ask = Write why No. { $number } is not yours and whose it is: an editor will assign another service. In the group, as a reply to this message.
answers-button-send = 📤 Send
answers-button-no-photos = 🖼 Without photos
# Variables:
#   $day (Date) - the day it leads to
answers-button-week = 📅 In a week: { $day }
# Variables:
#   $day (Date) - the day it leads to
answers-button-two-weeks = 📅 In two weeks: { $day }
# Variables:
#   $day (Date) - the day it leads to
answers-button-month = 📅 In 30 days: { $day }
# Variables:
#   $day (Date) - the day it leads to
answers-button-month-end = 📅 By the end of the month: { $day }
