# The button of the sandbox that moves its clock to what comes next: «Вперёд: уведомление».
clock-notice = уведомление жителю
clock-deadline = срок сообщения
