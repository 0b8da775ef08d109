"""The pages: agreements, consents, age and guardians, privacy."""
