"""What becomes of each row that points at a person when two accounts become one: every relation of the house has a line.

    older   moves; where both have one that can only be once, the older stays and the other is set aside (never two votes)
    own     moves; where both have one, that of the account that stays is kept
    pair    ties two people: moves as `older` does; what tied the two to each other is set aside
    stay    remains with the account that is given up

A test fails when a table is not named here (people/arrivals/tests).
"""

MERGE_RULES = {
    "accounts.Account.actor": "stay",  # the address becomes an alias of the account that stays
    "arrivals.Acting.by": "older",
    "arrivals.Acting.person": "older",
    "arrivals.ActingConsent.noted_by": "older",
    "arrivals.ActingConsent.person": "stay",  # nobody's consent is made of another's
    "arrivals.Arrival.actor": "older",
    "arrivals.Letter.actor": "older",
    "arrivals.Mailing.actor": "older",
    "arrivals.Merge.by": "stay",
    "arrivals.Merge.gone": "stay",
    "arrivals.Merge.kept": "stay",
    "arrivals.Merge.undone_by": "stay",
    "arrivals.PeopleImport.actor": "older",
    "audiences.Audience.owner": "older",  # what was theirs alone is theirs alone again
    "audiences.Reach.actor": "stay",  # compiled anew
    "ballots.Ballot.voter": "older",
    "ballots.Voter.actor": "own",
    "bin.Binned.by": "older",
    "calls.ElectionImport.actor": "older",
    "calls.Outcome.told_by": "older",
    "calls.Thanks.actor": "older",
    "files.File.owner": "older",
    "follows.Follow.actor": "older",
    "notices.Notice.actor": "older",
    "spaces.Membership.actor": "older",
    "spaces.Passage.asked_by": "older",
    "spaces.Passage.decided_by": "older",
    "things.Thing.author": "older",
    "threads.Visit.actor": "own",
    "versions.Version.author": "older",
    # trust, duties, profiles
    "profiles.Claim.claimant": "older",
    "profiles.Claim.decided_by": "older",
    "profiles.Detail.actor": "own",
    "profiles.Endorsement.by": "older",
    "profiles.Managed.actor": "stay",
    "profiles.Managed.manager": "older",
}
