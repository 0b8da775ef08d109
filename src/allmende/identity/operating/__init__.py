"""Running the node: jobs, mails, accounts and options, for operators; each deed checked, and written down."""
