"""Proposta di unione di due testi in conflitto: dove non si può decidere, ci sono entrambi, uno dopo l’altro."""

from ambito.nucleo.testo import fondi


def proposta_unita(base, mio, attuale):
    """Un testo che non perde niente: le parti unite da sole e, nei punti in conflitto, prima la mia versione poi l’altra."""
    unito, conflitti = fondi(base, mio, attuale)
    inizio = 0
    for conflitto in conflitti:
        trovato = unito.find(conflitto.mia, inizio)
        dopo = trovato + len(conflitto.mia)
        unito = unito[:dopo] + conflitto.sua + unito[dopo:]
        inizio = dopo + len(conflitto.sua)
    return unito
