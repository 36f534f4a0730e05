# Before a report that others have filed already.
similar-title = 👥 <b>This has been reported already. Is it the same?</b>
similar-own = 👤 <b>You have reported something like this.</b> Open your report, or send a new one if it is another problem.
similar-what-joining-means = Join, and the answer will come to you too; the services will see that there are more of you.
similar-button-other = 🆕 It is another problem
# Variables:
#   $number (String) - number of the report
similar-joined = ➕ <b>You have joined report No. { $number }.</b> All that is decided about it will come here.
similar-draft-kept = There is no need to send your own. I have kept the draft; it can be brought back.
similar-draft-kept-photos = There is no need to send your own. Nobody has seen your photos: they are in the draft, which can be brought back.
