# Once a week, for those who want it.
digest-title = 📰 <b>Ваша неделя</b>
# Variables:
#   $count (Number) - own reports whose answer waits for a verdict, 1 or more
digest-waiting =
    { $count ->
        [one] 👍 Ждёт вашей проверки: { $count } ответ
        [few] 👍 Ждут вашей проверки: { $count } ответа
       *[many] 👍 Ждут вашей проверки: { $count } ответов
    }
# Variables:
#   $count (Number) - answers to own reports in the week, 1 or more
digest-answered =
    { $count ->
        [one] 💬 За неделю пришёл { $count } ответ
        [few] 💬 За неделю пришло { $count } ответа
       *[many] 💬 За неделю пришло { $count } ответов
    }
# Variables:
#   $district (String) - a district where the resident has reported something
#   $filed (Number) - reports published there in the week
#   $answered (Number) - answers published there in the week
digest-district = 📍 { $district }: опубликовано сообщений — { $filed }, ответов — { $answered }
digest-next = Подробности — в «📋 Мои сообщения». Выключить сводку: /settings.
digest-next-waiting = Проверьте ответы в «📋 Мои сообщения»: без вашего слова они закроются сами. Выключить сводку: /settings.
