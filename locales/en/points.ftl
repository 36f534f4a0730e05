# Variables:
#   $count (Number) - the balance, 0 or more
points-balance =
    { $count ->
        [one] ⭐ <b>{ $count } point</b>
       *[other] ⭐ <b>{ $count } points</b>
    }
# Variables:
#   $amount (String) - points with their sign
#   $what (String) - what they are for
#   $number (String) - number of the report
#   $day (String) - date
points-line = <b>{ $amount }</b> · No. { $number }, { $what } · { $day }
points-for-report = the problem was confirmed
points-for-verdict = you checked the answer
points-empty = ⭐ <b>No points yet.</b> They are given for helping the city:
# Variables:
#   $amount (Number) - points
points-how-report = • { $amount } when the service has answered and confirmed the problem;
# Variables:
#   $amount (Number) - points
points-how-verdict = • { $amount } when you have said whether it is really done.
points-empty-end = There are none for rejected reports, nor for “nothing found”.
points-none-here = This city gives no points for reports.
