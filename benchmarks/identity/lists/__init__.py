"""Made lists of several kinds: those that may be looked at while Rapport is mended, and those kept aside."""
