"""The profile store on Redis or Valkey: the only place that imports redis."""
