"""Messages to people, as the administrator sets them: channels, quiet hours, words, what failed and why."""
