"""What Rapport asks of its store, one subject a file; `storage.store` puts them together."""
