# Roles of operators; begin with a small letter.
role-owner = owner
role-editor = editor
role-agency = agency
role-control = control body
role-analyst = analyst
