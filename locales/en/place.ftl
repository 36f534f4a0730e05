place-ask =
    <b>Where is it?</b>
    Press “📍 Send location” below, write the address or send a link from a map.
place-placeholder = Address: street and house
place-button-share = 📍 Send location
place-button-type = ⌨️ Type an address
place-address-ask =
    Write the street and house, for example: <i>Tverskaya 7</i>.
    If there is no house there, the nearest one will do.
place-candidates-ask = <b>I found several places. Which one is yours?</b>
# Variables:
#   $place (String) - link to the map, named by the address
place-taken = 📍 Place: { $place }
# Variables:
#   $place (String) - link to the map, named by the address
place-taken-from-photo = 📍 I took the place from the photo: { $place }. If it is somewhere else, send a location.
# Variables:
#   $place (String) - link to the map, named by the address
place-taken-from-words = 📍 I took the place from your words: { $place }. If it is somewhere else, send a location or an address.
# Variables:
#   $spot (String) - address of the map where the photo was taken
#   $place (String) - link to the map, named by the address
#   $km (Number) - how far from there, kilometres with a decimal
place-photo-far-km =
    📷 The photo was taken <a href="{ $spot }">here</a>, { $km } km from the place you gave: { $place }.
    <b>Where is the problem?</b>
# Variables:
#   $spot (String) - address of the map where the photo was taken
#   $place (String) - link to the map, named by the address
#   $metres (Number) - how far from there, tens of metres
place-photo-far-metres =
    📷 The photo was taken <a href="{ $spot }">here</a>, { $metres } m from the place you gave: { $place }.
    <b>Where is the problem?</b>
place-button-photo = 📷 At the photo
place-button-told = 📍 At that place
# Variables:
#   $place (String) - address of an earlier report
place-button-recent = 🕘 { $place }
# Variables:
#   $url (String) - address of the map
#   $name (String) - address of the place
place-link = <a href="{ $url }">{ $name }</a>
# Variables:
#   $point (String) - latitude and longitude
place-no-address = the point { $point }, address to follow
place-kept = 📍 The place stays as it was.
place-cannot-share = This device does not send locations. Type the address or send a link from a map.
