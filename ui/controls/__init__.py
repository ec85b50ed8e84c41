"""Controls: real Qt widgets painted from tokens, one widget a file."""
