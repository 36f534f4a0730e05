place-ask =
    <b>Где это?</b>
    Нажмите «📍 Отправить геопозицию» внизу, напишите адрес или пришлите ссылку с карты.
place-placeholder = Адрес: улица и дом
place-button-share = 📍 Отправить геопозицию
place-button-type = ⌨️ Ввести адрес
place-address-ask =
    Напишите улицу и дом, например: <i>Тверская 7</i>.
    Если дома рядом нет, подойдёт ближайший.
place-candidates-ask = <b>Нашёл несколько мест. Какое ваше?</b>
# Variables:
#   $place (String) - link to the map, named by the address
place-taken = 📍 Место: { $place }
# Variables:
#   $place (String) - link to the map, named by the address
place-taken-from-photo = 📍 Место взял из фотографии: { $place }. Если оно другое, пришлите геопозицию.
# Variables:
#   $place (String) - link to the map, named by the address
place-taken-from-words = 📍 Место понял по вашим словам: { $place }. Если оно другое, пришлите геопозицию или адрес.
# Variables:
#   $spot (String) - address of the map where the photo was taken
#   $place (String) - link to the map, named by the address
#   $km (Number) - how far from there, kilometres with a decimal
place-photo-far-km =
    📷 Фото снято <a href="{ $spot }">вот здесь</a>, в { $km } км от места, которое вы указали: { $place }.
    <b>Где проблема?</b>
# Variables:
#   $spot (String) - address of the map where the photo was taken
#   $place (String) - link to the map, named by the address
#   $metres (Number) - how far from there, tens of metres
place-photo-far-metres =
    📷 Фото снято <a href="{ $spot }">вот здесь</a>, в { $metres } м от места, которое вы указали: { $place }.
    <b>Где проблема?</b>
place-button-photo = 📷 Где снято
place-button-told = 📍 Где указано
# Variables:
#   $place (String) - address of an earlier report
place-button-recent = 🕘 { $place }
# Variables:
#   $url (String) - address of the map
#   $name (String) - address of the place
place-link = <a href="{ $url }">{ $name }</a>
# Variables:
#   $point (String) - latitude and longitude
place-no-address = точка { $point }, адрес уточним позже
place-kept = 📍 Место оставил прежним.
place-cannot-share = Это устройство не отправляет геопозицию. Напишите адрес или пришлите ссылку с карты.
