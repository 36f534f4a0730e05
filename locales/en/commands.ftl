# What the messenger shows beside the commands and before the first message; plain text.
command-new = Report a problem
command-my = My reports
command-topics = What you can report
command-emergency = Emergency numbers
command-settings = Language
command-help = Help, write to the editors
command-privacy = What is stored about me
command-cancel = Cancel
command-description =
    Something broken, dirty or dark? Send a photo and the place: we pass it to the city service and show you the answer.

    Press “Start”.
command-short-description = Report a problem in the city: a photo, the place, a few words.
