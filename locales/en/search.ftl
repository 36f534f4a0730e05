# Looking for reports.
# Variables:
#   $words (String) - what was looked for
search-found = 🔎 Found for “{ $words }”:
# Variables:
#   $words (String) - what was looked for
search-found-many = 🔎 The latest found for “{ $words }”. Add a word to narrow it down:
# Variables:
#   $words (String) - what was looked for
search-found-nothing = Nothing found for “{ $words }”. Try fewer words, or the number of the report.
