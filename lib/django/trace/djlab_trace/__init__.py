"""Follows real requests through a Django project, from inside, without changing it."""
