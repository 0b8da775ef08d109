"""What is done with web hooks: setting them up, delivering."""
