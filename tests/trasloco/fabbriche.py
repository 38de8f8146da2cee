"""Un Ambito piccolo con dentro un po’ di tutto ciò che rende difficile un trasloco, e il giro che lo porta via."""

import hashlib
import json
import zipfile
from contextlib import contextmanager
from datetime import date, timedelta
from types import SimpleNamespace

from django.db.models import F, Value
from django.db.models.functions import Concat

from ambito import inviti, registro, stemmi
from ambito.assemblea.models import LimiteDelega, Organo, PuntoOdg, Seduta
from ambito.models import Caricamento, ContenutoDocumento, Documento, Ente, Incarico, PreferenzaPosta, Utente
from ambito.trasloco.entrata import importa
from ambito.trasloco.uscita import esporta
from servizi.models import Rete, Servizio
from tests.documenti.conftest import STEMMA
from tests.scena import ADESSO

BYTE = b"%PDF-1.7 documento di prova\n%%EOF\n"
SOMMA = hashlib.sha256(BYTE).hexdigest()
# Un testo che non sta fermo se qualcuno lo normalizza, e uno con i segni che separano le righe.
STRANO = "e\u0301 «virgolette» \u2028 riga\nnuova \\ 𝄞"


def riempi(lodi):
    """Ente cancellato ma nominato, documento, file uguali, invito aperto, molti-a-molti, JSON con numeri di righe, testi strani."""
    with lodi.aperto("coordinatore"):
        coordinatore = lodi.utenti["coordinatore"]
        perso = Ente.objects.create(tipo="altro", denominazione="Ente che non c’è più")
        registro.annota(perso, "prova.fai", "Fatto", autore=coordinatore, quando=ADESSO, prima={"a": 1.5, "b": None}, nota=STRANO)
        registro.annota(perso, "prova.rifai", "Rifatto", autore=None, quando=ADESSO + timedelta(microseconds=7))
        numero_perso = perso.pk
        perso.delete()
        ente = Ente.objects.create(tipo="ets", denominazione=STRANO[:20], dal=date(2024, 2, 29))
        registro.annota(ente, "prova.fai", "Su un ente che c’è", autore=coordinatore, quando=ADESSO)
        incarico = Incarico.objects.get(ruolo="coordinatore")
        documento = _documento(lodi, incarico)
        stemmi.cambia(byte=STEMMA, descrizione="Stemma", poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        inviti.invita(email="nuova@lodi.example", nome="N", cognome="N", ruolo="udp", dal=ADESSO.date(), atto="atto",
                      autore=coordinatore, adesso=ADESSO)  # fmt: skip
        PreferenzaPosta.objects.create(utente=coordinatore, cadenza="mai")
        punti = _seduta(lodi)
        _rete()
        Caricamento.objects.create(
            tracciato="prova", nome_file="a.csv", byte=BYTE, sha256=SOMMA, parametri={"anno": 2025}, esito="annullato",
            caricato_da=coordinatore, caricato_il=ADESSO,
        )  # fmt: skip
    return SimpleNamespace(documento=documento, ente=ente, numero_perso=numero_perso, punti=punti)


def _documento(lodi, incarico):
    documento = Documento.objects.create(
        tipo="delega", oggetto_id=incarico.pk, versione=1, titolo="Atto di delega", nome_file="d.pdf", dati={"n": [1, "due"]},
        impronta_dati="0" * 64, codice=f"{lodi.ambito.pk}-2222-3333-4444", sha256=SOMMA, dimensione=len(BYTE), permesso="entra",
        emesso_da=lodi.utenti["coordinatore"], emesso_il=ADESSO,
    )  # fmt: skip
    ContenutoDocumento.objects.create(documento=documento, byte=BYTE)
    return documento


def _seduta(lodi):
    organo = Organo.objects.first() or Organo.objects.create(nome="Assemblea", nome_atto="Deliberazione")
    seduta = Seduta.objects.create(
        organo=organo, prima_convocazione=ADESSO, seconda_convocazione=ADESSO + timedelta(1), luogo="Qui"
    )
    punti = [PuntoOdg.objects.create(seduta=seduta, ordine=n, numero=str(n), oggetto=f"Punto {n}") for n in (1, 2)]
    LimiteDelega.objects.create(seduta=seduta, comune=lodi.elenco[1], email="d@lodi.example", punti=[punti[1].pk])
    return punti


def _rete():
    """L’Ambito nasce con il suo catalogo: bastano due servizi."""
    rete = Rete.objects.create(nome="Rete", dal=date(2025, 1, 1))
    rete.servizi.set(Servizio.objects.order_by("codice")[:2])


def porta_via(ambito, cartella, nome="a.zip"):
    """L’archivio dell’Ambito."""
    file = cartella / nome
    esporta(ambito, file, adesso=ADESSO)
    return file


def porta_dentro(file, slug="arrivato"):
    return importa(file, slug=slug, adesso=ADESSO)


def sposta_le_persone():
    """Come se l’installazione fosse un’altra: chi è nei dati qui non c’è più, con quell’indirizzo e quel codice."""
    Utente.objects.update(email=Concat(Value("altrove-"), F("email")), codice_fiscale="")


@contextmanager
def riscritto(file, **cambi):
    """L’archivio con qualche voce cambiata, tolta (`None`) o aggiunta, e le somme rifatte, come farebbe chi inganna."""
    with zipfile.ZipFile(file) as archivio:
        voci = {nome: archivio.read(nome) for nome in archivio.namelist()}
    voci |= cambi
    voci = {nome: byte for nome, byte in voci.items() if byte is not None and nome != "SHA256SUMS"}
    voci["SHA256SUMS"] = "".join(f"{hashlib.sha256(b).hexdigest()}  {n}\n" for n, b in sorted(voci.items())).encode()
    nuovo = file.with_name("riscritto.zip")
    with zipfile.ZipFile(nuovo, "w", zipfile.ZIP_DEFLATED) as archivio:
        for nome, byte in voci.items():
            archivio.writestr(nome, byte)
    yield nuovo


def voce(file, nome):
    with zipfile.ZipFile(file) as archivio:
        return json.loads(archivio.read(nome))


def righe(file, tavola):
    with zipfile.ZipFile(file) as archivio:
        return [json.loads(riga) for riga in archivio.read(f"tavole/{tavola}.jsonl").split(b"\n") if riga]
