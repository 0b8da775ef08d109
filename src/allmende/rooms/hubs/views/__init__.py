"""The pages of hubs: visiting them, and running them."""
