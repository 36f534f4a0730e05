# Variables:
#   $count (Number) - the balance, 0 or more
points-balance =
    { $count ->
        [one] ⭐ <b>{ $count } балл</b>
        [few] ⭐ <b>{ $count } балла</b>
       *[many] ⭐ <b>{ $count } баллов</b>
    }
# Variables:
#   $amount (String) - points with their sign
#   $what (String) - what they are for
#   $number (String) - number of the report
#   $day (String) - date
points-line = <b>{ $amount }</b> · № { $number }, { $what } · { $day }
points-for-report = проблема подтвердилась
points-for-verdict = вы проверили ответ
points-empty = ⭐ <b>Баллов пока нет.</b> Их начисляют за помощь городу:
# Variables:
#   $amount (Number) - points
points-how-report = • { $amount } — когда служба ответила и подтвердила проблему;
# Variables:
#   $amount (Number) - points
points-how-verdict = • { $amount } — когда вы отметили, правда ли сделано.
points-empty-end = За отклонённые сообщения и за «не обнаружено» баллов нет.
points-none-here = В этом городе баллы за сообщения не начисляют.
