# Operators, invitations, roles.
# Variables:
#   $role (String) - role that the invitation gives
#   $link (String) - link to open
staff-invitation =
    <b>Приглашение: { $role }</b>
    { $link }
    Перешлите это тому, кого приглашаете. Открыть приглашение можно один раз, в течение суток.
# Variables:
#   $role (String) - role the person has now
staff-welcome =
    <b>Вы в команде: { $role }.</b>
    Начните с /queue — там всё, что ждёт вас. Все команды: /help
staff-title = <b>Сотрудники</b> (владельцы — в настройках бота):
staff-empty = Пока никого, кроме владельцев. Пригласить: /invite
# Variables:
#   $name (String) - name of the operator
#   $role (String) - role
staff-line = • { $name } — { $role }
# Variables:
#   $name (String) - name of the operator
staff-button-remove = 🗑 { $name }
# Variables:
#   $name (String) - name of the operator
staff-button-surely = ❗️ Точно убрать: { $name }
staff-invitation-sent = Ссылку прислал вам лично: здесь её увидели бы все.
staff-write-first = Сначала напишите мне лично и нажмите «Запустить»: ссылку показывать в группе нельзя.
