"""The chapters of the demo's story: each writes into the diary what its people do, and when."""
