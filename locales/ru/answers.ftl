# Operators write answers and decide about them.
# Variables:
#   $number (String) - number of the report
answers-kind-ask = <b>Какой это ответ на № { $number }?</b> Если всё сделано, можно сразу написать, что именно, и приложить фото: ответом на это сообщение.
# Variables:
#   $number (String) - number of the report
#   $kind (String) - kind of the answer, with its sign
answers-date-ask =
    <b>№ { $number }:</b> { $kind }
    До какого дня? Выберите или напишите дату ответом на это сообщение, например 10.12.
answers-date-unread = Не понял дату. Напишите день и месяц, например 10.12, или полностью: 10.12.2026.
answers-date-far = Эта дата слишком далеко, обещать можно на два года вперёд. Проверьте год.
# Variables:
#   $number (String) - number of the report
#   $kind (String) - kind of the answer, with its sign
answers-title = <b>Ответ на № { $number }:</b> { $kind }
answers-words-ask = Напишите ответом на это сообщение, что увидит житель. Фото можно прислать тут же.
answers-words-ask-or-choose = Напишите ответом на это сообщение, что увидит житель, или возьмите готовые слова. Фото можно прислать тут же.
# Variables:
#   $words (String) - words of the answer
answers-words = <i>{ $words }</i>
answers-no-photos = 🖼 Фото нет. Если есть, пришлите ответом на это сообщение.
answers-sent-to-check = Отправьте, и ответ прочтёт редактор. Написать иначе можно ещё раз.
answers-sent-at-once = Отправьте, и житель увидит ответ сразу. Написать иначе можно ещё раз.
# Variables:
#   $limit (Number) - most photos of an answer
answers-photos-full = 📷 Больше { $limit } фото к ответу не приложить, это не взял.
# Variables:
#   $number (String) - number of the report
#   $count (Number) - photos of the answer, 2 or more
answers-photos-joined = 🖼 Фото в ответе на № { $number }: { $count }
# Variables:
#   $number (String) - number of the report
answers-dropped = Ответ на № { $number } не отправлен.
# Variables:
#   $limit (Number) - most characters
#   $length (Number) - characters of these words
answers-too-long = Длинновато: { $length } знаков, а можно { $limit }. Сократите и пришлите ещё раз.
answers-gone = Этого ответа уже нет: он отправлен, отменён или его пишет другой сотрудник. Начните с «💬 Ответить» на карточке.
# Variables:
#   $number (String) - number of the report
answers-send-back-ask = Напишите, что доработать в ответе на № { $number }: это прочтёт служба. В группе — ответом на это сообщение.
# Variables:
#   $number (String) - number of the report
answers-return-ask = Напишите, почему возвращаете № { $number } и что сделать: это прочтут и служба, и житель. В группе — ответом на это сообщение.
# Variables:
#   $number (String) - number of the report
answers-close-ask = Напишите, почему закрываете № { $number }: это прочтёт житель. В группе — ответом на это сообщение.
# Variables:
#   $number (String) - number of the report
answers-dispute-ask = Напишите, почему № { $number } не к вам и к кому: редактор назначит другую службу. В группе — ответом на это сообщение.
answers-button-send = 📤 Отправить
answers-button-no-photos = 🖼 Убрать фото
# Variables:
#   $day (Date) - the day it leads to
answers-button-week = 📅 Через неделю: { $day }
# Variables:
#   $day (Date) - the day it leads to
answers-button-two-weeks = 📅 Через 2 недели: { $day }
# Variables:
#   $day (Date) - the day it leads to
answers-button-month = 📅 Через 30 дней: { $day }
# Variables:
#   $day (Date) - the day it leads to
answers-button-month-end = 📅 До конца месяца: { $day }
