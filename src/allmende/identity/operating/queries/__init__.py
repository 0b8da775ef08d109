"""What operators see of the node: jobs and mails, accounts, options."""
