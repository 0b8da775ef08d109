"""From the invitation to full membership: commitments, and the path on which they are kept."""
