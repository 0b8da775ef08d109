"""Two people become contacts, and what each may then see and send; the independent's path to paid work."""
