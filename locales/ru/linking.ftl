# One person in two messengers.
# Variables:
#   $messenger (String) - the other messenger
linking-button-link = 🔗 Связать с { $messenger }
# Variables:
#   $messenger (String) - where notices would come
linking-pushes = Уведомления: { $messenger }
linking-button-unlink = 🔓 Отвязать этот аккаунт
# Variables:
#   $messenger (String) - where notices come
linking-settings = 🔗 <b>Аккаунты связаны:</b> сообщения и баллы общие, уведомления приходят в { $messenger }.
# Variables:
#   $messenger (String) - the other messenger
#   $here (String) - this messenger
#   $link (String) - link that opens the other messenger
#   $code (String) - the code in it
linking-offer =
    <b>Свяжем с { $messenger }</b>
    Сообщения и баллы станут общими, а уведомления будут приходить туда, куда выберете.

    1. Откройте { $messenger } по ссылке: { $link }
    2. Нажмите там «✅ Связать».

    Ссылка не открылась? Зайдите в { $messenger } в /settings → «🔗 Связать с { $here }» и пришлите код <code>{ $code }</code>

    Код сработает один раз и в течение 15 минут. Никому его не показывайте: он открывает всё, что вы мне писали.

    Если код уже есть — пришлите его сюда.
# Variables:
#   $messenger (String) - the other messenger
linking-button-open = 🔗 Открыть { $messenger }
# Variables:
#   $messenger (String) - where the code was given
#   $name (String) - first name of who got it
linking-ask =
    <b>Связать с аккаунтом в { $messenger }: { $name }?</b>
    Обе стороны увидят сообщения, баллы и уведомления друг друга.

    Связывайте, только если оба аккаунта ваши. Ссылку или код прислал кто-то другой? Тогда «✖️ Отмена».
linking-ask-rights = ⚠️ Один из аккаунтов — сотрудника города: его права получат оба.
linking-nameless = без имени
linking-button-agree = ✅ Связать
linking-button-cancel = ✖️ Отмена
linking-dropped = Хорошо, ничего не связал. Чем помочь?
# Variables:
#   $messenger (String) - the other messenger
#   $pushes (String) - where notices come
linking-done =
    <b>✅ Связал!</b>
    Здесь и в { $messenger } теперь одни и те же сообщения и баллы. Уведомления приходят в { $pushes }, поменять: /settings
# Variables:
#   $messenger (String) - the other messenger
#   $name (String) - first name there
#   $pushes (String) - where notices come
linking-told =
    <b>🔗 Ваш аккаунт связан с { $messenger }: { $name }.</b>
    Сообщения и баллы теперь общие. Уведомления приходят в { $pushes }, поменять: /settings

    Это были не вы? Сразу напишите нам: /help → «✉️ Написать редакции».
# Variables:
#   $messenger (String) - the messenger that keeps everything
linking-unlink-ask =
    <b>Отвязать этот аккаунт?</b>
    Ваши сообщения, черновики и баллы останутся в { $messenger }, туда же пойдут уведомления. Здесь начнёте с чистого листа.
linking-unlink-rights = ⚠️ Права сотрудника города кончатся в обоих аккаунтах: там, где вы работаете, попросите новое приглашение.
linking-button-unlink-surely = 🔓 Да, отвязать
# Variables:
#   $messenger (String) - the messenger that keeps everything
linking-unlinked = Готово, этот аккаунт теперь сам по себе. Всё прежнее — в { $messenger }.
# Variables:
#   $messenger (String) - the messenger that has left
linking-unlinked-told = 🔓 Аккаунт в { $messenger } отвязан. Сообщения, баллы и уведомления остались здесь.
linking-code-unknown = Такого кода нет. Проверьте, все ли 8 знаков на месте, или возьмите новый: /settings в другом мессенджере → «🔗 Связать».
linking-code-expired = Код устарел: он действует 15 минут. Возьмите новый там же, где этот: /settings → «🔗 Связать».
linking-code-own = Это ваш код, и пригодится он в другом мессенджере: откройте ссылку там или пришлите его боту там, в /settings.
linking-code-here = Этот код получен в этом же мессенджере, а связать можно только два разных. Возьмите код в другом: /settings → «🔗 Связать».
linking-too-often = Слишком много попыток подряд. Вернитесь к этому через час.
linking-already = У вас уже связаны два аккаунта. Чтобы связать с другим, сначала отвяжите прежний: /settings
linking-elsewhere = Аккаунт, где взят этот код, уже связан с другим. Отвяжите там прежний в /settings и возьмите новый код.
linking-away = Там меня сейчас нет. Загляните в /settings позже.
linking-apart = Аккаунты сейчас не связаны. Связать: /settings
linking-roles-differ = Оба аккаунта — сотрудников города, но с разными ролями. Попросите владельца убрать одну (/operators) и откройте ссылку снова.
linking-banned = Пока вам закрыта отправка сообщений, отвязать аккаунт нельзя. Если это ошибка, напишите нам: /help → «✉️ Написать редакции».
