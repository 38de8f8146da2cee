"""Che cosa serve perché un accordo, o una sua parte, faccia un passo: la frase di ciò che manca, o `None`."""

from ambito.nucleo.formati_italiani import conta
from piano import selezioni as piano
from piano.stati import APPROVATI


def articoli_scritti(accordo):
    vuoti = [str(a.numero) for a in accordo.articoli.filter(testo="").order_by("ordine")]
    if vuoti:
        return f"Articoli ancora da scrivere: {', '.join(vuoti)}."
    return None if accordo.articoli.exists() else "L’accordo non ha articoli."


def firmatari_presenti(accordo):
    return None if accordo.parti.firmatari().exists() else "Manca chi firma: aggiungi le parti dell’accordo."


def termini_indicati(accordo):
    return None if accordo.termine_atti else "Scrivi entro quando gli enti devono approvare."


def durata_indicata(accordo):
    return None if accordo.dal and accordo.al else "Scrivi da quando a quando dura l’accordo."


def piano_congelato(accordo):
    """L’accordo adotta il piano: deve dire quale testo del piano, e quel testo non deve più cambiare."""
    return None if accordo.piano.versioni.exists() else "Il piano non ha ancora una versione congelata: congelala, poi torna qui."


def approvato_da_tutti(accordo):
    """Il consenso è unanime (art. 34, c. 4, TUEL); chi aderisce soltanto non ferma nessuno."""
    mancano = accordo.parti.firmatari().che_non_hanno_approvato().count()
    return f"Manca l’approvazione di {conta(mancano, 'parte', 'parti')}." if mancano else None


def firmato_da_tutti(accordo):
    mancano = accordo.parti.firmatari().che_non_hanno_firmato().count()
    return f"Mancano {conta(mancano, 'firma', 'firme')}." if mancano else None


def atto_indicato(accordo):
    return None if accordo.atto_numero and accordo.atto_data else "Scrivi numero e data dell’atto che approva l’accordo."


def piano_approvato(accordo):
    """Il piano si adotta con l’accordo, ma prima lo vota l’Assemblea."""
    return None if accordo.piano.stato in APPROVATI else "Il piano non è ancora approvato."


def piano_dell_accordo(accordo):
    """Il testo del piano scritto nell’accordo è quello che l’Assemblea ha approvato, e non un altro."""
    approvata, adottata = piano.adottata(accordo.piano), accordo.versioni.first().versione_piano
    if approvata in (None, adottata):
        return None
    return (
        f"L’accordo adotta la versione {adottata.numero} del piano, ma quella approvata è la {approvata.numero}: riapri il "
        "testo e congelalo di nuovo."
    )


def bollettino_indicato(accordo):
    return None if accordo.bollettino and accordo.bollettino_data else "Scrivi numero e data del bollettino ufficiale."


def estremi_dell_atto(parte):
    completi = parte.organo and parte.atto_numero and parte.atto_data
    return None if completi else "Scrivi l’organo, il numero e la data dell’atto."


def file_dell_atto(parte):
    """Il file è dell’atto che approva questo testo, non una versione di prima."""
    ultima = parte.accordo.versioni.first()
    return None if parte.atti.filter(versione=ultima).exists() else "Allega il file dell’atto."


def atto_esecutivo(parte):
    return None if parte.esecutivo_dal else "Scrivi da quando l’atto è esecutivo."


def accordo_vigente(parte):
    return None if parte.accordo.stato == "vigente" else "Si recede da un accordo vigente."
