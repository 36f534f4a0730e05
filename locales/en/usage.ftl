# How an operator's command is written, shown when it cannot be read.
usage-show = Like this: <code>/show 12</code> shows report No. 12. Or reply <code>/show</code> to its card.
usage-publish = Like this: <code>/publish 12</code> publishes report No. 12, or the answer to it that waits to be checked.
usage-reject = Like this: <code>/reject 12 reason</code>, in your own words or the code of a reason under “⛔ Reject”.
usage-assign = Like this: <code>/assign 12 agency</code>, its code or a part of its name, for instance <code>/assign 12 metro</code>.
usage-answer = Like this: <code>/answer 12 what was done</code>, also as the caption of a photo or an album. If it is not “done”, add the kind: <code>/answer 12 #gone …</code>, <code>#notfound</code> or <code>#measures</code>.
usage-promise = Like this: <code>/promise 12 2026-12-10 what will be done</code> moves the deadline to that day. If it has to be looked at first: <code>/promise 12 2026-12-10 #check …</code>.
usage-return = Like this: <code>/return 12 what is wrong</code>. An editor returns an answer or a report, an agency a report that is not theirs.
usage-close = Like this: <code>/close 12 why</code> closes report No. 12. The resident sees your words.
usage-invite = Like this: <code>/invite editor</code>, <code>/invite agency metro</code>, <code>/invite control</code> or <code>/invite analyst</code>. The bot gives a link for one person, good for a day.
usage-stats = Like this: <code>/stats</code> for 30 days. Or a period: <code>/stats 7</code>, <code>/stats year</code>, <code>/stats 2026-11</code>, <code>/stats 2026-11-01 2026-11-15</code>.
usage-export = Like this: <code>/export</code> for a table of 30 days. Or a period and a format: <code>/export 2026-11</code>, <code>/export year geojson</code>.
usage-audit = Like this: <code>/audit 12</code> for the whole history of report No. 12: who did what, and when.
usage-find = Like this: <code>/find pothole tverskaya</code>, words of the description, the address or the topic. Or a number: <code>/find 12</code>.
usage-topic = Like this: <code>/topic road-potholes</code> shows whether the topic is open; <code>on</code> opens it, <code>off</code> closes it, <code>auto</code> gives it back to its season: <code>/topic road-potholes off</code>.
usage-ban = Like this: <code>/ban 12 reason</code>. The author of report No. 12 will not be able to send more. The reason is kept in the log.
usage-unban = Like this: <code>/unban 12</code>. The author of report No. 12 can send again.
