"""Cards for links: what stands behind a bare link, looked up once by the house and never by a reader's browser."""
