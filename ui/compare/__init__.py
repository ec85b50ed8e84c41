"""The Compare page: the same work under every approach, with figures one can rely on."""
