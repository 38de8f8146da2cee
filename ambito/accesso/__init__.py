"""Entrare nel portale: password, secondo fattore, identità digitale, sessioni, freno ai tentativi."""
