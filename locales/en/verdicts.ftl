# The author says whether an answer is true.
# Variables:
#   $number (String) - number of the report
verdicts-thanks = 👍 Thank you! Noted: all is done on No. { $number }. If the problem comes back, just report it again.
# Variables:
#   $number (String) - number of the report
verdicts-refute-ask = <b>What is still wrong on No. { $number }?</b> One sentence will do. If you can, add a recent photo from the same spot: it says more than words.
# Variables:
#   $count (Number) - photos kept so far, 1 or more
verdicts-photo-kept =
    { $count ->
        [one] 📷 I have { $count } photo. Now please write in one sentence what is wrong.
       *[other] 📷 I have { $count } photos. Now please write in one sentence what is wrong.
    }
verdicts-words-needed = Words are needed here: please write in one sentence what is still wrong. The caption of a photo will do.
# Variables:
#   $number (String) - number of the report
verdicts-refuted = 👎 Passed on to the editors. They will check: if the work on No. { $number } is not done, they return it to the service with a new deadline, and if it is, they explain why. I will write what is decided.
# Variables:
#   $number (String) - number of the report
#   $body (String) - who checks the answers now
verdicts-refuted-again = 👎 This is the second refutation on No. { $number }, so the answer will now be checked by { $body }. I will write what is decided.
# Variables:
#   $number (String) - number of the report
verdicts-refuted-again-unnamed = 👎 This is the second refutation on No. { $number }, so the answer will now be checked by the control body. I will write what is decided.
# Variables:
#   $number (String) - number of the report
verdicts-refuted-in-vain = 👎 It is on record in the history of No. { $number }. To be honest: there will be no new check, the answers to this report have been checked twice. If the problem is still there, send a new report with a recent photo: /new.
verdicts-trace-confirmed = 👍 <b>You confirmed: it is done.</b>
verdicts-trace-refuted = 👎 <b>You answered: it is not done.</b>
# Variables:
#   $number (String) - number of the report
verdicts-not-asked = Things have moved on with No. { $number }, and this answer does not wait for your word any more. Nothing has changed: see how it is now.
# Variables:
#   $number (String) - number of the report
verdicts-another-answer = This button belongs to an earlier answer to No. { $number }. There is a new one since: please read it and press the button there.
# Variables:
#   $number (String) - number of the report
verdicts-confirmed-already = You have confirmed the answer to No. { $number } already. Thank you!
# Variables:
#   $number (String) - number of the report
verdicts-refuted-already = You have answered already that No. { $number } is not done. How it goes on is on the card.
# Variables:
#   $number (String) - number of the report
verdicts-late = The time to check the answer to No. { $number } is over, and the matter is closed. If the problem is still there, send a new report: /new.
