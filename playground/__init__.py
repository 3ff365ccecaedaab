"""A local Slack: for people without a workspace, and for the tests."""
