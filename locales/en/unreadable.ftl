# What cannot go into a report, and what to send instead.
unreadable-voice = 🎙 I cannot understand voice messages yet. Write the same in a few words, or dictate them with the microphone on your keyboard. Everything else is in place.
unreadable-video = 🎬 A report cannot take a video. Send a photo: a screenshot of the video will do.
unreadable-sticker = 🙂 That is nice! But to help I need a photo, the place or a few words about the problem.
unreadable-contact = 👤 I do not need contacts and pass them to nobody. Send a photo, the place or a few words about the problem.
unreadable-poll = 📊 A report cannot take a poll. Tell me about the problem in a few words.
unreadable-document = 📎 I cannot open such a file. Send a picture: JPEG, PNG, WebP or HEIC.
unreadable-no-words = There is not a single word here, so I did not understand. Write what happened or send a photo.
unreadable-other = I cannot read this. Send a photo, a location or a few words about the problem.
