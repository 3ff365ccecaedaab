"""The Slack side of Rapport: payload -> listener -> parse -> resolve -> card -> reply."""
