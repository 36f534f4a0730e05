# Topics switched by hand, residents barred from sending.
# Variables:
#   $topic (String) - title of the topic
upkeep-topic-opened = 🟢 <b>{ $topic }</b> — открыта вручную, сезон не важен.
# Variables:
#   $topic (String) - title of the topic
upkeep-topic-closed = 🔴 <b>{ $topic }</b> — закрыта вручную: жители её не видят и не отправят.
# Variables:
#   $topic (String) - title of the topic
upkeep-topic-always = 🟢 <b>{ $topic }</b> — открыта круглый год.
# Variables:
#   $topic (String) - title of the topic
upkeep-topic-in-season = 🟢 <b>{ $topic }</b> — открыта: сезон.
# Variables:
#   $topic (String) - title of the topic
upkeep-topic-out-of-season = 🔴 <b>{ $topic }</b> — закрыта: не сезон.
# Variables:
#   $number (String) - number of the report
upkeep-banned = 🚫 Автор № { $number } больше не может отправлять сообщения. Вернуть: <code>/unban { $number }</code>
# Variables:
#   $number (String) - number of the report
upkeep-banned-already = Автору № { $number } отправка уже закрыта. Вернуть: <code>/unban { $number }</code>
# Variables:
#   $number (String) - number of the report
upkeep-unbanned = Автор № { $number } снова может отправлять сообщения.
# Variables:
#   $number (String) - number of the report
upkeep-not-banned = Автору № { $number } отправку никто не закрывал.
# Variables:
#   $number (String) - number of the report
upkeep-ban-ask = <b>Закрыть отправку автору № { $number }?</b> Новых сообщений он не отправит, пока вы не вернёте.
upkeep-button-ban = 🚫 Закрыть отправку автору
upkeep-button-surely = 🚫 Да, закрыть
upkeep-button-unban = 🔓 Вернуть автору отправку
