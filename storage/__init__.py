"""The profile store: who the customers are and what is known of them. Knows nothing of Slack."""
