"""What the team desk shows: whom to ask for what and why, who went quiet, who carries much, whom to thank, who needs help."""
