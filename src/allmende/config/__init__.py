"""Settings, addresses and servers: the only place that names all apps."""
