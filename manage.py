#!/usr/bin/env python
"""Comandi di gestione del portale; di solito si chiama con `./portale manage COMANDO`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ambito.progetto.settings")
    execute_from_command_line(sys.argv)
