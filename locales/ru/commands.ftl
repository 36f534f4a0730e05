# What the messenger shows beside the commands and before the first message; plain text.
command-new = Сообщить о проблеме
command-my = Мои сообщения
command-near = Что уже сообщили рядом
command-points = Баллы за сообщения
command-topics = О чём можно сообщить
command-emergency = Экстренные номера
command-settings = Язык и уведомления
command-help = Помощь, написать редакции
command-privacy = Что хранится обо мне
command-cancel = Отменить
command-queue = Что ждёт решения
command-show = Карточка сообщения: номер
command-publish = Опубликовать: номер
command-reject = Отклонить: номер и причина
command-assign = Назначить службу: номер и служба
command-answer = Ответить жителю: номер и текст
command-promise = Перенести срок: номер, дата и текст
command-return = Вернуть службе: номер и текст
command-dispute = Сказать «это не к нам»: номер и текст
command-close = Закрыть: номер и текст
command-overdue = Просроченные
command-find = Найти по словам или номеру
command-audit = Журнал сообщения: номер
command-stats = Цифры и график за период
command-export = Выгрузить таблицу или карту
command-broadcast = Рассылка жителям
command-topic = Открыть или закрыть тему
command-ban = Закрыть отправку автору: номер
command-unban = Вернуть отправку автору: номер
command-operators = Сотрудники
command-invite = Пригласить сотрудника
command-description =
    Сломалось, не убрано, не горит? Пришлите фото и место — передадим городской службе и покажем ответ.

    Нажмите «Запустить».
command-short-description = Сообщите о проблеме в городе: фото, место, пара слов.
