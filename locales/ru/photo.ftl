# Variables:
#   $limit (Number) - most photos in one report
photo-ask = <b>Покажите на фото</b> (можно до { $limit }). Лучше два: вблизи и так, чтобы было видно место.
# Variables:
#   $hint (String) - what to photograph
photo-hint = 💡 { $hint }
# Variables:
#   $count (Number) - photos attached
#   $limit (Number) - most photos in one report
photo-change-ask = Фото: { $count } из { $limit }. Пришлите ещё или уберите лишнее.
# Variables:
#   $position (Number) - which photo, from 1
photo-button-remove = 🗑 Убрать фото { $position }
photo-button-show = 🖼 Показать все
