"""The ground floor: mechanisms that know no word of the domain."""
