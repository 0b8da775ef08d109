"""The directory: finding people and organisations by what they can, offer and seek."""
