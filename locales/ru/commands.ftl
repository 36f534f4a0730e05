# What the messenger shows beside the commands and before the first message; plain text.
command-new = Сообщить о проблеме
command-my = Мои сообщения
command-topics = О чём можно сообщить
command-emergency = Экстренные номера
command-settings = Язык
command-help = Помощь, написать редакции
command-privacy = Что хранится обо мне
command-cancel = Отменить
command-description =
    Сломалось, не убрано, не горит? Пришлите фото и место — передадим городской службе и покажем ответ.

    Нажмите «Запустить».
command-short-description = Сообщите о проблеме в городе: фото, место, пара слов.
