letter-ask =
    <b>Write to the editors</b>, a person will read it. In one message: a question, a complaint about a refusal, an idea.
    The answer will come here.
letter-kept = ✉️ Passed on. The editors will read it and answer here.
letter-left = All right, no letter. How can I help?
letter-without-words = This needs words: write what happened.
