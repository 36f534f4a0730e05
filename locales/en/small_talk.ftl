# Answers to words that report nothing.
small-talk-greeting = Hello! Tell me what is broken or dirty in the city: a photo, a place or a few words will do.
small-talk-thanks = You are welcome! Thank you too: without you the city would not know.
small-talk-insult = I understand that it makes you angry. I am a bot and cannot take offence, but I can pass the problem to those who fix it: tell me what happened and where. Or write a letter to people.
small-talk-spam = I do not take adverts. If something in the city is broken or dirty, send a photo or a few words.
small-talk-chatter = I pass on what is broken or dirty to the city's services. Send a photo, a place or a few words, and I will ask the rest.
small-talk-go-on = All right. This is where we were:
# Variables:
#   $number (String) - what was typed
small-talk-number = No report of yours has the number { $number }. If it is a house, write it with the street, for example: <i>Tverskaya 7</i>.
small-talk-no-reports = You have not sent any report yet. Send the first one, and its number and later the answer will come here.
small-talk-last = This is your last report:
# Variables:
#   $due (Date) - day the answer is expected
small-talk-due = 🗓 The answer is expected by: { $due }. I will write as soon as it comes.
