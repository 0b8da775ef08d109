"""Where a thing stands on the ladder of layers, taking it outward and back, and what waits at the gates."""
