# Roles of operators; begin with a small letter.
role-owner = владелец
role-editor = редактор
role-agency = служба
role-control = контроль
role-analyst = аналитик
