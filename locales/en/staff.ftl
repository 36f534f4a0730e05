# Operators, invitations, roles.
# Variables:
#   $role (String) - role that the invitation gives
#   $link (String) - link to open
staff-invitation =
    <b>Invitation: { $role }</b>
    { $link }
    Forward this to the person you invite. The invitation can be opened once, within a day.
# Variables:
#   $role (String) - role the person has now
staff-welcome =
    <b>You are on the team: { $role }.</b>
    Begin with /queue: all that waits for you is there. All commands: /help
staff-title = <b>Operators</b> (owners stand in the bot's settings):
staff-empty = Nobody yet besides the owners. To invite: /invite
# Variables:
#   $name (String) - name of the operator
#   $role (String) - role
staff-line = • { $name } — { $role }
# Variables:
#   $name (String) - name of the operator
staff-button-remove = 🗑 { $name }
# Variables:
#   $name (String) - name of the operator
staff-button-surely = ❗️ Remove for good: { $name }
staff-invitation-sent = I have sent you the link in private: here everybody would see it.
staff-write-first = Write to me in private first and press “Start”: the link must not be shown in a group.
