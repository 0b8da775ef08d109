"""Many people at once: lists of people from files, invitations in bulk, two accounts of one person made one."""
