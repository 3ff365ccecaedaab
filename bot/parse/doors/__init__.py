"""What other systems send to their doors, read into our types: one file a sender's shape."""
