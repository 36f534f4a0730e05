topic-ask = <b>What happened?</b> Describe it in a few words or choose a section.
topic-ask-recent = <b>What happened?</b> Describe it in a few words or choose: you reported these lately.
topic-ask-by-words = <b>What is it about?</b> Choose a topic or put it in other words.
topic-ask-words-unknown = <b>What is it about?</b> I found no exact topic for these words. Put it another way or choose a section.
# Variables:
#   $query (String) - words the resident typed
topic-found = For “{ $query }” one of these topics fits:
# Variables:
#   $query (String) - words the resident typed
topic-not-found = I found no topic for “{ $query }”. Put it another way or choose a section.
topic-guessed-later = Not the right topic? You can change it before sending.
topic-button-wrong = 🏷 Wrong topic?
topic-button-other = 🔎 Another topic
topic-button-words = ➕ Not a search, add to the description
topic-categories-ask = <b>Choose a section</b> or write what you are looking for.
# Variables:
#   $category (String) - emoji and title of the category
topic-category-ask = <b>{ $category }</b>
# Variables:
#   $category (String) - emoji and title of the category
topic-category-closed = <b>{ $category }</b>. Out of season: such reports are not taken for now. If there is danger, choose a similar topic in another section.
