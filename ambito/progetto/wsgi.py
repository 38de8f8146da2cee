"""Ingresso WSGI."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ambito.progetto.settings")
application = get_wsgi_application()

from ambito.db.garanzie import esigi_garanzie  # noqa: E402  (le app devono essere pronte)

esigi_garanzie()
