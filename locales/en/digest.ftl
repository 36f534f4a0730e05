# Once a week, for those who want it.
digest-title = 📰 <b>Your week</b>
# Variables:
#   $count (Number) - own reports whose answer waits for a verdict, 1 or more
digest-waiting =
    { $count ->
        [one] 👍 { $count } answer waits for your word
       *[other] 👍 { $count } answers wait for your word
    }
# Variables:
#   $count (Number) - answers to own reports in the week, 1 or more
digest-answered =
    { $count ->
        [one] 💬 { $count } answer came this week
       *[other] 💬 { $count } answers came this week
    }
# Variables:
#   $district (String) - a district where the resident has reported something
#   $filed (Number) - reports published there in the week
#   $answered (Number) - answers published there in the week
digest-district = 📍 { $district }: { $filed } reports published, { $answered } answered
digest-next = More in “📋 My reports”. To switch this off: /settings.
digest-next-waiting = Check the answers in “📋 My reports”: without your word they close by themselves. To switch this off: /settings.
