"""Un allegato che si scarica."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def scarica(nome, formato, byte):
    """La risposta con un file conservato: il navigatore lo salva e, qualunque cosa contenga, non lo apre mai dentro il portale."""
    risposta = HttpResponse(bytes(byte), content_type=formato)
    risposta["Content-Disposition"] = content_disposition_header(True, nome)
    risposta["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return risposta
