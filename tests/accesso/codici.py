"""I codici che l’applicazione di una persona di prova mostrerebbe."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

SEGRETO = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def codice(segreto=SEGRETO, passi=0):
    """Il codice di adesso, o di quanti `passi` da trenta secondi più in là."""
    return format_hotp_value(hotp_value(segreto, int(time.time()) // 30 + passi))


def dentro(navigatore):
    """La persona è entrata?"""
    return "_auth_user_id" in navigatore.session


def segreto_in(pagina):
    """La chiave che la pagina mostra a chi aggiunge l’applicazione."""
    return re.search(r"<code>([A-Z2-7 ]+)</code>", pagina.content.decode())[1].replace(" ", "")
