"""The look of the house: components, generated pictures, styles."""
