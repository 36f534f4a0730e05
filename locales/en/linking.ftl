# One person in two messengers.
# Variables:
#   $messenger (String) - the other messenger
linking-button-link = 🔗 Link with { $messenger }
# Variables:
#   $messenger (String) - where notices would come
linking-pushes = Notifications: { $messenger }
linking-button-unlink = 🔓 Unlink this account
# Variables:
#   $messenger (String) - where notices come
linking-settings = 🔗 <b>Your accounts are linked:</b> they share reports and points, and notifications come to { $messenger }.
# Variables:
#   $messenger (String) - the other messenger
#   $here (String) - this messenger
#   $link (String) - link that opens the other messenger
#   $code (String) - the code in it
linking-offer =
    <b>Let’s link with { $messenger }</b>
    Reports and points will be shared, and notifications will come where you choose.

    1. Open { $messenger } by this link: { $link }
    2. Press “✅ Link” there.

    The link does not open? In { $messenger } go to /settings → “🔗 Link with { $here }” and send the code <code>{ $code }</code>

    The code works once and for 15 minutes. Show it to nobody: it opens everything you have told me.

    If you have a code already, send it here.
# Variables:
#   $messenger (String) - the other messenger
linking-button-open = 🔗 Open { $messenger }
# Variables:
#   $messenger (String) - where the code was given
#   $name (String) - first name of who got it
linking-ask =
    <b>Link with the { $messenger } account of { $name }?</b>
    Both sides will see each other’s reports, points and notifications.

    Link only if both accounts are yours. Did somebody else send you the link or the code? Then press “✖️ Cancel”.
linking-ask-rights = ⚠️ One of the accounts belongs to the city’s staff: both will have its rights.
linking-nameless = somebody without a name
linking-button-agree = ✅ Link
linking-button-cancel = ✖️ Cancel
linking-dropped = All right, nothing is linked. How can I help?
# Variables:
#   $messenger (String) - the other messenger
#   $pushes (String) - where notices come
linking-done =
    <b>✅ Linked!</b>
    Here and in { $messenger } you now have the same reports and points. Notifications come to { $pushes }; to change that: /settings
# Variables:
#   $messenger (String) - the other messenger
#   $name (String) - first name there
#   $pushes (String) - where notices come
linking-told =
    <b>🔗 Your account is now linked with { $messenger }: { $name }.</b>
    Reports and points are shared. Notifications come to { $pushes }; to change that: /settings

    Was it not you? Write to us at once: /help → “✉️ Write to the editors”.
# Variables:
#   $messenger (String) - the messenger that keeps everything
linking-unlink-ask =
    <b>Unlink this account?</b>
    Your reports, drafts and points stay in { $messenger }, and notifications go there. Here you start from a clean page.
linking-unlink-rights = ⚠️ Both accounts lose the rights of city staff: ask for a new invitation where you work.
linking-button-unlink-surely = 🔓 Yes, unlink
# Variables:
#   $messenger (String) - the messenger that keeps everything
linking-unlinked = Done, this account is on its own now. Everything from before is in { $messenger }.
# Variables:
#   $messenger (String) - the messenger that has left
linking-unlinked-told = 🔓 Your { $messenger } account is unlinked. Reports, points and notifications stay here.
linking-code-unknown = There is no such code. Check that all 8 characters are there, or get a new one: /settings in the other messenger → “🔗 Link”.
linking-code-expired = This code is too old: it works for 15 minutes. Get a new one where you got this one: /settings → “🔗 Link”.
linking-code-own = This is your own code, for the other messenger: open the link there, or send it to the bot there, in /settings.
linking-code-here = This code comes from this same messenger, and only two different ones can be linked. Get a code in the other one: /settings → “🔗 Link”.
linking-too-often = Too many attempts in a row. Come back to this in an hour.
linking-already = You have two linked accounts already. To link with another one, unlink the old one first: /settings
linking-elsewhere = The account this code comes from is linked with another one by now. Unlink that one there in /settings and get a new code.
linking-away = I am not there at the moment. Look into /settings again later.
linking-apart = Your accounts are not linked now. To link them: /settings
linking-roles-differ = Both accounts belong to the city’s staff, but in different roles. Ask the owner to remove one (/operators) and open the link again.
linking-banned = While you cannot send reports, the account cannot be unlinked. If this is a mistake, write to us: /help → “✉️ Write to the editors”.
