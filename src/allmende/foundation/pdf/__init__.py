"""Papers: PDF set by typst in the community's name, of data that never becomes markup."""
