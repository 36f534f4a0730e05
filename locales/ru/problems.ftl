# Several problems in one message.
problems-two-ask = <b>Похоже, здесь две проблемы:</b>
problems-three-ask = <b>Похоже, здесь три проблемы:</b>
# Variables:
#   $number (String) - which problem, from 1
#   $words (String) - the resident's words about it
problems-line = { $number }. «{ $words }»
problems-why = По одной их решат быстрее: у каждой своя служба. Место и фото перенесу, набирать заново ничего не нужно.
problems-button-split = ➕ По очереди
problems-button-whole = ☝️ Это одна проблема
# Variables:
#   $words (String) - the resident's words about the next problem
problems-next = ➕ <b>Теперь следующая проблема:</b> «{ $words }». Место и фото перенёс.
