# The author says whether an answer is true.
# Variables:
#   $number (String) - number of the report
verdicts-thanks = 👍 Спасибо! Отметил: по № { $number } всё сделано. Если проблема вернётся, просто сообщите о ней снова.
# Variables:
#   $number (String) - number of the report
verdicts-refute-ask = <b>Что осталось не так по № { $number }?</b> Хватит одного предложения. Если можно, добавьте свежее фото с того же места: оно скажет больше слов.
# Variables:
#   $count (Number) - photos kept so far, 1 or more
verdicts-photo-kept =
    { $count ->
        [one] 📷 Взял { $count } фото. Теперь напишите одним предложением, что не так.
        [few] 📷 Взял { $count } фото. Теперь напишите одним предложением, что не так.
       *[many] 📷 Взял { $count } фото. Теперь напишите одним предложением, что не так.
    }
verdicts-words-needed = Здесь нужны слова: напишите одним предложением, что осталось не так. Можно подписью к фото.
# Variables:
#   $number (String) - number of the report
verdicts-refuted = 👎 Передал редакции. Она проверит: если работа по № { $number } не сделана, вернёт её службе с новым сроком, если сделана, объяснит почему. Напишу, что решат.
# Variables:
#   $number (String) - number of the report
#   $body (String) - who checks the answers now
verdicts-refuted-again = 👎 Это второе опровержение по № { $number }, поэтому теперь ответ проверит { $body }. Напишу, что решат.
# Variables:
#   $number (String) - number of the report
verdicts-refuted-again-unnamed = 👎 Это второе опровержение по № { $number }, поэтому теперь ответ проверит контролирующий орган. Напишу, что решат.
# Variables:
#   $number (String) - number of the report
verdicts-refuted-in-vain = 👎 Записал в историю № { $number }. Честно скажу: новой проверки не будет, ответы по этому сообщению проверяли уже дважды. Если проблема осталась, отправьте новое сообщение со свежим фото: /new.
verdicts-trace-confirmed = 👍 <b>Вы подтвердили: сделано.</b>
verdicts-trace-refuted = 👎 <b>Вы ответили: не выполнено.</b>
# Variables:
#   $number (String) - number of the report
verdicts-not-asked = По № { $number } уже всё иначе, и этот ответ больше не ждёт вашего слова. Ничего не изменилось: посмотрите, что там сейчас.
# Variables:
#   $number (String) - number of the report
verdicts-another-answer = Эта кнопка под прошлым ответом на № { $number }. С тех пор пришёл новый: прочтите его и нажмите кнопку там.
# Variables:
#   $number (String) - number of the report
verdicts-confirmed-already = Вы уже подтвердили ответ на № { $number }. Спасибо!
# Variables:
#   $number (String) - number of the report
verdicts-refuted-already = Вы уже ответили, что по № { $number } не выполнено. Что с этим сейчас — на карточке.
# Variables:
#   $number (String) - number of the report
verdicts-late = Время проверить ответ на № { $number } вышло, и вопрос закрыт. Если проблема осталась, отправьте новое сообщение: /new.
