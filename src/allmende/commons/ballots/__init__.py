"""Secret ballots: cast, changed, counted, and never linked again."""
