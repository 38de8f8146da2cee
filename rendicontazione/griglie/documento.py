"""Le griglie della campagna come documento: cifre congelate, ogni griglia col suo nome o detta «schema non verificato»."""

from ambito.documenti import Preparato
from ambito.models import Ambito
from ambito.nucleo.fogli import scrivi_csv
from ambito.nucleo.formati_italiani import conta, formatta_data, formatta_importo, formatta_numero
from rendicontazione.griglie import fogli, letture, multifondo
from rendicontazione.griglie.elenchi import griglie
from rendicontazione.selezioni.regole import della_campagna


def prepara(campagna, oggi):
    """I dati da stampare, già formattati; ogni griglia anche in csv, in allegato."""
    righe, usate = letture.righe(campagna), della_campagna(campagna)
    piene = [(g, g.misure[0], letture.piena(g, g.misure[0], righe, usate.regole)) for g in griglie().values()]
    return Preparato(
        oggetto_id=campagna.pk,
        titolo=f"Griglie per gli altri enti {campagna.anno}",
        sottotitolo=f"Spesa sociale, {campagna.inviati} Comuni su {campagna.comuni}",
        nome_file=f"griglie-{campagna.anno}.pdf",
        dati={
            "anno": campagna.anno,
            "n_consegnati": campagna.inviati,
            "n_comuni": campagna.comuni,
            "regole": usate.da_dove,
            "griglie": [_griglia(*una) for una in piene],
            "fondi": [_fondo(s, oggi) for s in multifondo.situazioni(campagna.anno)],
        },
        permesso="legge_rendiconti",
        dimostrativo=Ambito.objects.get(pk=campagna.ambito_id).dimostrativo,
        allegati=[_allegato(campagna, usate, *una) for una in piene],
    )


def _griglia(griglia, misura, piena):
    def cifra(valore):
        mostrata = letture.mostra(valore, misura)
        return formatta_importo(mostrata) if misura.in_euro else formatta_numero(mostrata)

    colonne = [c.codice for c in griglia.colonne]
    righe = [(v, [piena.celle.get((v.codice, c), 0) for c in colonne]) for v in griglia.righe]
    piene = [(v, celle) for v, celle in righe if any(celle)]
    return {
        "titolo": griglia.titolo,
        "verificata": griglia.verificata,
        "descrizione": griglia.descrizione,
        "avvertenza": griglia.avvertenza,
        "misura": f"{misura.nome}, in euro" if misura.in_euro else misura.nome,
        "colonne": [c.nome for c in griglia.colonne],
        "righe": [{"nome": v.etichetta, "cifre": [cifra(n) for n in (*celle, sum(celle))]} for v, celle in piene],
        "vuote": len(righe) - len(piene),
        "totali": [cifra(n) for n in (*(piena.della_colonna(c) for c in colonne), piena.totale_celle)],
        "senza_posto": cifra(piena.totale_senza_posto),
        "n_senza_posto": conta(len(piena.senza_posto), "riga", "righe"),
        "totale": cifra(piena.totale),
    }


def _fondo(situazione, oggi):
    s, a = situazione, situazione.assegnazione
    entro = f" (entro il {formatta_data(s.impegno_previsto)})" if s.impegno_previsto else ""
    return {
        "nome": str(a),
        "verificata": s.verificata,
        "cifre": [formatta_importo(n) for n in (a.importo, a.impegnato, s.residuo, a.pagato)],
        "motivo": f"{s.motivo}{entro}",
        "rilievi": [frase for _, frase in multifondo.rilievi(s.storia, s.residuo, s.motivo, s.impegno_previsto, oggi)],
    }


def _allegato(campagna, usate, griglia, misura, piena):
    testo = scrivi_csv(*fogli.foglio(griglia, misura, piena, letture.note(griglia, usate))).decode()
    nome = f"{fogli.nome_file(griglia, misura, campagna.anno)}.csv"
    return {"nome": nome, "descrizione": griglia.titolo, "testo": testo}
