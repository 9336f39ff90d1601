"""The running bot: Slack listeners, answers, coach, store and command line."""
