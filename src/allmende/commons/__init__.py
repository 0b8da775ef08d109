"""What rooms share: audiences, things, spaces, files, threads, versions, ballots, the bin."""
