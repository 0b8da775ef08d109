"""The phases of a community itself: from feasibility with a fixed circle to running itself, each with what has to be reached."""
