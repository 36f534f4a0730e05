"""The messengers: for each an aiogram `Bot` and a runner that feeds its updates to the dispatcher."""
