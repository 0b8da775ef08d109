"""Who may use what, and under which words: what a thing asks people to sign, the licence of what is handed in, deeds of awards."""
