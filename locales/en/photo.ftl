# Variables:
#   $limit (Number) - most photos in one report
photo-ask = <b>Show it in a photo</b> (up to { $limit }). Two are best: one close up, one that shows the place.
# Variables:
#   $hint (String) - what to photograph
photo-hint = 💡 { $hint }
# Variables:
#   $count (Number) - photos attached
#   $limit (Number) - most photos in one report
photo-change-ask = Photos: { $count } of { $limit }. Send more or remove any you do not need.
# Variables:
#   $position (Number) - which photo, from 1
photo-button-remove = 🗑 Remove photo { $position }
photo-button-show = 🖼 Show all
