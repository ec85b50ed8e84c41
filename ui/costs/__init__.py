"""The Costs page: what one more worker, a message, a switch and a connection cost here."""
