"""Le parti dell’accordo: chi ha approvato e firmato e chi manca, la pagina di ciascuna, atti e firme."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect

from accordo.documenti.fascicolo import firmato
from accordo.filtri import PartiFilter
from accordo.forms.accordi import AttoForm, ChiFirmaForm, FirmatoForm, NotaForm, NuovaParteForm
from accordo.models import FirmaParte, RuoloParte
from accordo.operazioni import accordi as scritture
from accordo.operazioni import parti as delle_parti
from accordo.risorse import PartiResource
from accordo.selezioni import accordi
from accordo.stati.accordi import FINITI, USCITE, StatoAccordo
from accordo.views.accordi.base import ModuloAccordo, ModuloParte, VistaAccordo, VistaParte
from ambito import flusso
from ambito.models import ContenutoDocumento
from ambito.nucleo.formati_italiani import conta
from ambito.views.allegati import scarica
from ambito.views.base import SOLO_POST
from ambito.views.elenco import VistaElenco

PDF, BYTE = "application/pdf", "application/octet-stream"


class Parti(VistaAccordo, VistaElenco):
    """Il quadro delle parti: atto, firma, stato; filtri nell’indirizzo."""

    titolo = "Parti, atti e firme"
    template_name = "accordo/testo/parti.html"
    filtro = PartiFilter
    risorsa = PartiResource

    def prepara(self):
        super().prepara()
        self.nome_file = f"parti-{self.accordo.codice}"

    def righe(self):
        return accordi.parti(self.accordo).con_subentri()

    def riga(self, parte):
        firma = self.firme.get(parte.pk)
        return {"parte": parte, "url": self.url("parte", parte.pk), "firma": firma,
                "si_apre": self.legge or parte.ente_id in self.poteri.enti}  # fmt: skip

    def get_context_data(self, **kwargs):
        versione = accordi.ultima(self.accordo)
        self.firme = {f.parte_id: f for f in accordi.firme(versione)} if versione else {}
        contesto = super().get_context_data(**kwargs)
        if self.request.htmx:
            return contesto
        termine = self.accordo.termine_firme if self.accordo.stato == StatoAccordo.IN_FIRMA else self.accordo.termine_atti
        return {
            **contesto,
            "versione": versione,
            "ha_firme": bool(self.firme),
            "mancano": accordi.chi_manca(self.accordo).count(),
            "termine": termine,
            "giorni": (termine - self.oggi).days if termine else None,
            "totale": self.righe().count(),
        }


class NuovaParte(ModuloAccordo):
    """Aggiunge una parte."""

    titolo = "Aggiungi una parte"

    def dentro(self):
        return [("Parti, atti e firme", self.url("parti"))]

    def modulo(self, dati=None, file=None):
        return NuovaParteForm(dati, oggi=self.oggi)

    def scrivi(self, form):
        return scritture.aggiungi_parte(self.accordo, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.url("parti")


class RiprendiParti(VistaAccordo):
    """Aggiunge i Comuni la cui adesione è stata accolta."""

    permesso = "tiene_accordo"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        quante = self.prova(partial(scritture.riprendi_dalle_adesioni, self.accordo, poteri=self.poteri, adesso=self.adesso))
        if quante is not None:
            self.riferisci(f"Riprese {conta(0 if quante is True else quante, 'parte', 'parti')} dalle adesioni accolte.")
        return redirect(self.url("parti"))


class SchedaParte(VistaParte):
    """Una parte: che cosa le tocca, il suo atto, la sua firma."""

    template_name = "accordo/testo/parte.html"

    def get_context_data(self, **kwargs):
        versione = accordi.ultima(self.accordo)
        stato, passi = self.accordo.stato, flusso.possibili(self.parte, self.poteri)
        return {
            **super().get_context_data(**kwargs),
            "versione": versione,
            "documento": accordi.documento_di(versione) if versione else None,
            "atto": accordi.atto_di(self.parte, versione),
            "firma": accordi.firme(versione).filter(parte=self.parte).first() if versione else None,
            "possono_firmare": accordi.chi_firma(self.parte, self.oggi) if self.cura else [],
            "carica": self.cura and self.parte.si_approva and "carica_atto" in passi,
            "controlla": self.tiene and self.parte.si_approva and "approva" in passi,
            "firma_adesso": self.cura and self.parte.si_firma and "firma" in passi,
            "si_toglie": self.puo_scrivere and self.parte.stato not in USCITE,
            "si_sostituisce": self.tiene and "sostituisci" in passi and stato not in FINITI and not self.accordo.integrativo,
            "recede": self.tiene and "recedi" in passi and stato == StatoAccordo.VIGENTE,
        }


class CaricaAtto(ModuloParte):
    """Carica l’atto con cui la parte approva il testo."""

    titolo = "Carica l’atto"
    sommario = "L’atto che approva lo schema di accordo: per un Comune di norma la deliberazione della Giunta."
    riuscita = "Atto caricato: l’Ufficio di Piano lo controlla."

    def modulo(self, dati=None, file=None):
        p = self.parte
        iniziali = {"organo": p.organo, "numero": p.atto_numero, "data": p.atto_data, "esecutivo_dal": p.esecutivo_dal}
        gia_caricato = accordi.atto_di(p, accordi.ultima(self.accordo))
        return AttoForm(dati, file, initial=iniziali, gia_caricato=gia_caricato)

    def scrivi(self, form):
        dati = form.cleaned_data
        file = dati.pop("file")
        byte, nome = (file.read(), file.name) if file else (b"", "")
        return delle_parti.carica_atto(self.parte, **dati, nome=nome, byte=byte, **self.chi)


class ConMotivo(ModuloParte):
    """Rifiuto, rinvio, recesso: serve un motivo."""

    PASSI = {
        "rifiuta": (
            "Non approviamo il testo",
            "Scrivi che cosa non va: l’Ufficio di Piano decide se riscriverlo.",
            delle_parti.rifiuta,
        ),
        "rimanda": ("Rimanda l’atto", "Chi l’ha caricato legge il motivo e lo corregge.", delle_parti.rimanda),
        "recedi": ("Recesso", "Scrivi l’atto con cui l’ente recede, e il motivo.", delle_parti.recedi),
    }
    invia = "Conferma"

    def prepara(self):
        super().prepara()
        if self.kwargs["passo"] not in self.PASSI:
            raise Http404("Passo")
        self.titolo, self.sommario, self.scrittura = self.PASSI[self.kwargs["passo"]]

    def modulo(self, dati=None, file=None):
        return NotaForm(dati)

    def scrivi(self, form):
        return self.scrittura(self.parte, form.cleaned_data["motivo"], **self.chi)


class ApprovaAtto(VistaParte):
    """L’Ufficio di Piano ha controllato l’atto."""

    permesso = "tiene_accordo"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        approva = partial(delle_parti.approva_atto, self.parte, poteri=self.poteri, adesso=self.adesso)
        self.prova(approva, riuscita=f"{self.parte} ha approvato il testo.")
        return redirect(self.url("parti"))


class TogliParte(VistaParte):
    """Toglie la parte."""

    permesso = "tiene_accordo"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        togli = partial(scritture.togli_parte, self.parte, poteri=self.poteri, adesso=self.adesso)
        self.prova(togli, riuscita="Parte tolta.")
        return redirect(self.url("parti"))


class CambiaRuolo(VistaParte):
    """Da firmatario ad aderente, o il contrario."""

    permesso = "tiene_accordo"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        ruolo = RuoloParte.ADERENTE if self.parte.firmatario else RuoloParte.FIRMATARIO
        cambia = partial(scritture.cambia_ruolo, self.parte, ruolo, poteri=self.poteri, adesso=self.adesso)
        self.prova(cambia, riuscita=f"{self.parte} è fra le parti come {ruolo.label.lower()}.")
        return redirect(self.qui())


class ChiFirma(ModuloParte):
    """Chi firma per la parte, se non è il Sindaco in carica."""

    permesso = "tiene_accordo"
    titolo = "Chi firma"
    sommario = (
        "Per un Comune serve se non firma il Sindaco in carica, o se di lui non conosciamo il codice fiscale; per un altro ente "
        "serve sempre."
    )

    def modulo(self, dati=None, file=None):
        return ChiFirmaForm(dati, instance=self.parte)

    def scrivi(self, form):
        dati = form.cleaned_data
        return scritture.indica_chi_firma(
            self.parte, nome=dati["firma_nome"], codice_fiscale=dati["firma_cf"], titolo=dati["firma_titolo"], **self.chi
        )


class Firma(ModuloParte):
    """Carica il file firmato: si verifica subito, e se qualcosa non va si dice che cosa."""

    titolo = "Carica il file firmato"
    sommario = "Il portale controlla che sia il testo congelato, che la firma sia intatta e che chi firma possa farlo."
    invia = "Verifica e registra la firma"
    riuscita = "Firma verificata e registrata."

    def modulo(self, dati=None, file=None):
        return FirmatoForm(dati, file)

    def scrivi(self, form):
        file = form.cleaned_data["file"]
        return delle_parti.firma(self.parte, nome_file=file.name, byte=file.read(), **self.chi)


class ScaricaAtto(VistaParte):
    """Il file dell’atto di una parte."""

    def get(self, request, *args, **kwargs):
        atto = self.trova(accordi.atto_di(self.parte, accordi.ultima(self.accordo)), "Atto")
        return scarica(atto.nome, atto.formato, atto.byte)


class ScaricaFirmato(VistaParte):
    """Il file firmato da una parte, com’è arrivato."""

    solo_chi_cura = True

    def get(self, request, *args, **kwargs):
        firma = FirmaParte.objects.filter(parte=self.parte, versione=accordi.ultima(self.accordo)).first()
        firma = self.trova(firma, "Firma")
        return scarica(firma.nome_file, BYTE, firma.byte)


class DaFirmare(VistaAccordo):
    """Il PDF da firmare: quello congelato, con le firme che ci sono già."""

    def get(self, request, *args, **kwargs):
        versione = self.trova(accordi.davanti_agli_enti(self.accordo), "Versione")
        documento = self.trova(accordi.documento_di(versione), "Documento")
        in_corso = accordi.file_in_corso(versione)
        if in_corso is None:
            return scarica(documento.nome_file, PDF, ContenutoDocumento.objects.get(documento=documento).byte)
        return scarica(documento.nome_file, PDF, FirmaParte.objects.get(pk=in_corso.pk).byte)


class Firmato(VistaAccordo):
    """L’accordo con tutte le firme: un PDF, oppure uno zip quando qualcuno ha firmato una busta a parte."""

    def get(self, request, *args, **kwargs):
        versione = self.trova(accordi.davanti_agli_enti(self.accordo), "Versione")
        documento = self.trova(accordi.documento_di(versione), "Documento")
        nome, byte = firmato(versione, documento)
        return scarica(nome, BYTE, byte)
