# Variables:
#   $limit (Number) - most photos in one report
photo-ask = <b>Покажите на фото</b> — от одной до { $limit }. Лучше две: вблизи и так, чтобы было видно место.
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
