start-greeting =
    <b>Hello!</b> Tell me what is broken or dirty in the city. We pass it to those who fix it and show you their answer.

    Send a <b>photo</b>, a <b>location</b> or <b>a few words</b>, whichever is easiest. I will ask for the rest.

    If someone is in danger, call <b>112</b>.
start-resume-ask = You have an unfinished report. <b>Continue?</b>
start-button-resume = ▶️ Continue
start-button-anew = 🆕 Start a new one
