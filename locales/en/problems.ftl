# Several problems in one message.
problems-two-ask = <b>These look like two problems:</b>
problems-three-ask = <b>These look like three problems:</b>
# Variables:
#   $number (String) - which problem, from 1
#   $words (String) - the resident's words about it
problems-line = { $number }. “{ $words }”
problems-why = One by one they are solved sooner: each has a service of its own. I’ll carry over the place and the photos, there is nothing to type again.
problems-button-split = ➕ One by one
problems-button-whole = ☝️ It is one problem
# Variables:
#   $words (String) - the resident's words about the next problem
problems-next = ➕ <b>Now the next problem:</b> “{ $words }”. The place and the photos are carried over.
