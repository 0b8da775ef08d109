"""Plans: the questions before a project, what is answered, agreed and risked, and what became of it in the end."""
