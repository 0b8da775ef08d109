"""Secret ballots: cast, changed until the minute stated, rewritten without any link at closing."""
