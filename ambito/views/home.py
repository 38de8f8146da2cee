from datetime import timedelta

from django.urls import reverse

from ambito import selezioni
from ambito.accesso import sessioni
from ambito.nucleo.fasce import dividi
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.permessi import RUOLI
from ambito.registri import DA_SEGUIRE, IN_TESTA, TOCCA_A_TE
from ambito.storia import letture
from ambito.views.base import VistaAmbito

URGENTE = timedelta(days=3)
# Quanti oggetti cambiati si mostrano, quanti cambiamenti di ciascuno, e da quando per chi entra la prima volta.
OGGETTI, FRASI, PRIMA_VOLTA = 6, 3, timedelta(days=7)


class Home(VistaAmbito):
    """«Tocca a te»: che cosa aspetta questa persona per scadenza, che cosa aspetta lei da altri, che cosa è cambiato intanto."""

    permesso = "entra"
    template_name = "ambito/home.html"

    def get_context_data(self, **kwargs):
        compiti = [c for fornitore in TOCCA_A_TE for c in fornitore(self.poteri, self.oggi)]
        gruppi = dividi(compiti, self.oggi, scadenza=lambda c: c.scadenza, urgente=self._urgente)
        return {
            **super().get_context_data(**kwargs),
            "in_testa": [b for fornitore in IN_TESTA for b in fornitore(self.poteri, self.adesso)],
            "gruppi": [self._gruppo(g) for g in gruppi],
            "cifre": [self._cifra(g) for g in gruppi],
            "da_seguire": [self._atteso(r) for fornitore in DA_SEGUIRE for r in fornitore(self.poteri)],
            "incarichi": [{"titolo": str(i), "frase": RUOLI[i.ruolo].frase} for i in self.poteri.incarichi],
            "avvisi": selezioni.avvisi_da_leggere(self.request.user.pk),
            **self._novita(),
        }

    def _gruppo(self, gruppo):
        return {"titolo": gruppo.fascia, "id": gruppo.fascia.ancora, "voci": [self._voce(c) for c in gruppo.voci]}

    @staticmethod
    def _cifra(gruppo):
        return {"etichetta": gruppo.fascia, "valore": len(gruppo.voci), "url": f"#{gruppo.fascia.ancora}"}

    def _voce(self, compito):
        scade = compito.scadenza
        return {
            "titolo": compito.titolo,
            "url": compito.url,
            "perche": compito.spiegazione,
            "scadenza": self._quando(scade) if scade else "",
            "urgente": self._urgente(compito),
        }

    def _quando(self, scade):
        return f"{'il termine era il' if scade < self.oggi else 'entro il'} {formatta_data(scade, esteso=True)}"

    def _urgente(self, compito):
        return compito.tono == "attenzione" or bool(compito.scadenza and compito.scadenza <= self.oggi + URGENTE)

    def _atteso(self, riquadro):
        """Ciò che si aspetta da altri, con da chi e da quando in una frase."""
        chi = f"Tocca a: {riquadro.chi}" if riquadro.chi else ""
        da = f"dal {formatta_data(riquadro.da, esteso=True)} ({self._giorni(riquadro.da)})" if riquadro.da else ""
        return {"r": riquadro, "da_chi": f"{', '.join(filter(None, [chi, da]))}." if chi or da else ""}

    def _giorni(self, giorno):
        quanti = (self.oggi - giorno).days
        return conta(quanti, "giorno", "giorni") if quanti > 0 else "oggi"

    def _novita(self):
        """Ciò che altri hanno cambiato dall’ultima volta che la persona c’era stata."""
        prima = sessioni.volta_prima(self.request.session)
        trovate = letture.novita(self.poteri, prima or self.adesso - PRIMA_VOLTA, quante=OGGETTI)
        return {"novita": [self._cambiato(n) for n in trovate], "prima": prima}

    def _cambiato(self, novita):
        altri = len(novita.eventi) - FRASI
        return {
            "titolo": novita.titolo,
            "etichetta": novita.etichetta,
            "url": reverse("ambito:storia", args=[self.ambito.slug, novita.tipo, novita.oggetto_id]),
            "eventi": novita.eventi[:FRASI],
            "altri": conta(altri, "altro cambiamento", "altri cambiamenti") if altri > 0 else "",
        }
