"""Pages of profiles: editing, pieces of work, endorsements, profiles in others' care."""
