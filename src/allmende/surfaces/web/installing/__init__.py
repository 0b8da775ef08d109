"""The community as an app on the home screen: manifest, icons, service worker, the page without a connection."""
