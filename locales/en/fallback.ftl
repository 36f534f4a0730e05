fallback-command = There is no such command. Here is what there is: /new to report a problem, /my for your reports, /help for help.
fallback-button = This button is out of date. Start from here:
