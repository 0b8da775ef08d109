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
    # people
    "consent.Acceptance.actor": "stay",  # what one agreed to is not made of what another agreed to
    "consent.AgeChange.actor": "stay",
    "consent.AgeChange.by": "older",
    "consent.AgreementVersion.author": "older",
    "consent.Consent.actor": "stay",
    "consent.Departure.actor": "stay",
    "consent.Guardianship.child": "stay",
    "consent.Takeout.actor": "stay",
    "consent.Vetting.actor": "stay",
    "consent.Vetting.vetted_by": "older",
    "directory.Listing.actor": "stay",  # made anew
    "directory.SavedSearch.actor": "older",
    "directory.Word.actor": "stay",
    "duties.Absence.actor": "older",
    "duties.Assignment.deputy": "older",
    "duties.Assignment.holder": "older",
    "nominations.EntryLink.made_by": "older",
    "nominations.Invitation.code_for": "stay",
    "nominations.Invitation.used_by": "older",
    "nominations.LinkUse.actor": "older",
    "nominations.Nomination.nominator": "pair",
    "nominations.Nomination.nominee": "pair",
    "nominations.Step.actor": "older",
    "nominations.Voice.actor": "older",
    "nominations.Voice.asked_by": "older",
    "organisations.Joining.decided_by": "older",
    "organisations.Joining.made_by": "older",
    "organisations.Joining.who": "older",
    "organisations.Opening.by": "older",
    "organisations.Organisation.actor": "stay",
    "profiles.Claim.claimant": "older",
    "profiles.Claim.decided_by": "older",
    "profiles.Detail.actor": "own",
    "profiles.Endorsement.by": "older",
    "profiles.Managed.actor": "stay",
    "profiles.Managed.manager": "older",
    "trust.Appeal.decided_by": "older",
    "trust.Measure.actor": "older",
    "trust.Measure.confirmed_by": "older",
    "trust.Measure.ended_by": "older",
    "trust.Measure.proposed_by": "older",
    "trust.Merit.actor": "pair",
    "trust.Merit.giver": "pair",
    "trust.Standing.actor": "own",
    "trust.Standing.locked_by": "older",
    "trust.Thanks.actor": "pair",
    "trust.Thanks.giver": "pair",
    "trust.Tie.source": "pair",
    "trust.Tie.target": "pair",
    "welcome.Path.actor": "own",
    "welcome.Promise.confirmed_by": "older",
    "welcome.Signature.actor": "older",
    "welcome.Slot.host": "older",
}
