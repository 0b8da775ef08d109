"""Mail: written in the reader's language within the command's transaction, sent by a task after it."""
