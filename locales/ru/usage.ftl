# How an operator's command is written, shown when it cannot be read.
usage-show = Так: <code>/show 12</code> — карточка сообщения № 12. Или ответьте командой <code>/show</code> на карточку.
usage-publish = Так: <code>/publish 12</code> — опубликовать сообщение № 12 или ответ, который ждёт на нём проверки.
usage-reject = Так: <code>/reject 12 причина</code> — причина своими словами или код из списка под кнопкой «⛔ Отклонить».
usage-assign = Так: <code>/assign 12 служба</code> — код службы или часть названия, например <code>/assign 12 жилищник</code>.
usage-answer = Так: <code>/answer 12 что сделали</code>, можно подписью к фото или альбому. Если не «устранено», добавьте вид: <code>/answer 12 #раньше …</code>, <code>#нет</code> или <code>#меры</code>.
usage-promise = Так: <code>/promise 12 10.12 что сделаем</code> — срок переносится до этого дня. Если сначала нужна проверка: <code>/promise 12 10.12 #проверка …</code>.
usage-return = Так: <code>/return 12 что не так</code>. Редактор возвращает ответ или сообщение, служба — сообщение, которое не к ней.
usage-close = Так: <code>/close 12 почему</code> — закрыть сообщение № 12. Житель увидит ваши слова.
usage-invite = Так: <code>/invite editor</code>, <code>/invite agency жилищник</code>, <code>/invite control</code> или <code>/invite analyst</code>. Бот даст ссылку на одного человека, она действует сутки.
usage-stats = Так: <code>/stats</code> — за 30 дней. Или период: <code>/stats 7</code>, <code>/stats год</code>, <code>/stats 2026-11</code>, <code>/stats 2026-11-01 2026-11-15</code>.
usage-export = Так: <code>/export</code> — таблица за 30 дней. Или период и вид: <code>/export 2026-11</code>, <code>/export год geojson</code>.
usage-audit = Так: <code>/audit 12</code> — вся история сообщения № 12: кто, когда и что сделал.
usage-find = Так: <code>/find яма тверская</code> — слова из описания, адреса или темы. Или номер: <code>/find 12</code>.
usage-topic = Так: <code>/topic road-potholes</code> — открыта ли тема; <code>on</code> — открыть, <code>off</code> — закрыть, <code>auto</code> — вернуть сезону: <code>/topic road-potholes off</code>.
usage-ban = Так: <code>/ban 12 причина</code> — автор сообщения № 12 больше не сможет отправлять новые. Причина останется в журнале.
usage-unban = Так: <code>/unban 12</code> — автор сообщения № 12 снова сможет отправлять.
