"""Slack's payloads in, our types out. Knows nothing of cards, stores, clients or clocks."""
