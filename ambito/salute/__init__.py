"""La salute del servizio: che cosa è fermo, se si è pronti a servire, quanto aspetta, come si racconta a chi sorveglia."""

from ambito.salute.allarmi import IN_CODA_TROPPO, POSTA_IN_RITARDO, allarmi
from ambito.salute.attese import Attese, attese
from ambito.salute.esposizione import esponi
from ambito.salute.prontezza import prontezza

__all__ = ["IN_CODA_TROPPO", "POSTA_IN_RITARDO", "Attese", "allarmi", "attese", "esponi", "prontezza"]
