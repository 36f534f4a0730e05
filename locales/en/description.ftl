# Variables:
#   $limit (Number) - most characters
description-ask =
    <b>Add a few words?</b> Up to { $limit } characters: which entrance, which floor, since when.
    If the photo says it all, skip this.
# Variables:
#   $limit (Number) - most characters
description-ask-required = <b>Describe the problem</b> in up to { $limit } characters. This topic needs words: what exactly is wrong, and where.
# Variables:
#   $limit (Number) - most characters
#   $length (Number) - characters in the text
#   $over (Number) - characters too many
description-too-long =
    <b>The text is too long:</b> { $length } of { $limit } characters, { $over } too many.
    Write it shorter, or keep only the beginning.
description-button-shorten = ✂️ Keep the beginning
description-button-rewrite = ✏️ Write it shorter
description-button-remove = 🗑 No description
