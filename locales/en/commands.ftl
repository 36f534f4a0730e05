# What the messenger shows beside the commands and before the first message; plain text.
command-new = Report a problem
command-my = My reports
command-near = What has been reported nearby
command-points = Points for reports
command-topics = What you can report
command-emergency = Emergency numbers
command-settings = Language and notices
command-help = Help, write to the editors
command-privacy = What is stored about me
command-cancel = Cancel
command-queue = What waits for a decision
command-show = Card of a report: number
command-publish = Publish: number
command-reject = Reject: number and reason
command-assign = Assign an agency: number and agency
command-answer = Answer the resident: number and text
command-promise = Put off the date: number, date and text
command-return = Send back to the agency: number and text
command-dispute = Say “not ours”: number and text
command-close = Close: number and text
command-overdue = What is overdue
command-find = Find by words or number
command-audit = Log of a report: number
command-stats = Figures and a chart of a period
command-export = Export a table or a map
command-broadcast = News for residents
command-topic = Open or close a topic
command-ban = Bar an author: number
command-unban = Let an author send again: number
command-operators = Operators
command-invite = Invite an operator
command-description =
    Something broken, dirty or dark? Send a photo and the place: we pass it to the city service and show you the answer.

    Press “Start”.
command-short-description = Report a problem in the city: a photo, the place, a few words.
