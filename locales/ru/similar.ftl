# Before a report that others have filed already.
similar-title = 👥 <b>Об этом уже сообщили. Это то же самое?</b>
similar-own = 👤 <b>Вы уже сообщали о похожем.</b> Откройте своё сообщение или отправьте новое, если это другая проблема.
similar-what-joining-means = Присоединитесь — ответ придёт и вам, а службы увидят, что вас больше.
similar-button-other = 🆕 Это другая проблема
# Variables:
#   $number (String) - number of the report
similar-joined = ➕ <b>Вы присоединились к сообщению № { $number }.</b> Всё, что по нему решат, придёт сюда.
similar-draft-kept = Своё сообщение отправлять не нужно. Черновик сохранил, его можно вернуть.
similar-draft-kept-photos = Своё сообщение отправлять не нужно. Ваши фото никто не увидел: они в черновике, его можно вернуть.
