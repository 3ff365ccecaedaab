"""The makers of channels: how an answer goes back to a customer without a relay, one maker a file."""
