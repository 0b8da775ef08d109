"""How much say people have in something: five degrees, each of them a promise."""
