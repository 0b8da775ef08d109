"""The pages of calls: fetch, call, render."""
