"""Who is who, on labelled lists: Rapport beside splink, from an empty store."""
