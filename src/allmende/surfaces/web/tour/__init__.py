"""The tour: guests walk through the house, from stop to stop."""
