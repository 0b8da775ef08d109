"""What is done with outside channels: keeping them, bringing copies into line, taking in what comes back."""
