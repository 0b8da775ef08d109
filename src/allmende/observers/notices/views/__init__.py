"""What reaches me: the settings, and the links that end mails."""
