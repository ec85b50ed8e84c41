"""The first start: which language, and a tour of twenty seconds along the window's own controls."""
