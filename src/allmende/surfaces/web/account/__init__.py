"""What is mine to set: profile, language, time zone; and the demo's personas."""
