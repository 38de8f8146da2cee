"""Scrivere la regola di voto di un organo, e provarla su una seduta inventata prima di adottarla."""

import re
from dataclasses import asdict

from django import forms

from ambito.assemblea.models import EnteVotante
from ambito.assemblea.parole import VOCI, elenco
from ambito.moduli import Modulo
from ambito.nucleo.elezione import RegolaElezione
from ambito.nucleo.frazioni import Soglia
from ambito.nucleo.preavviso import Preavviso
from ambito.nucleo.regole import ErroreRegola, Fascia, Maggioranza, Quorum, Regola

SOGLIE = [
    Soglia(1, 2, stretta=True), Soglia(1, 2), Soglia(1, 5), Soglia(1, 4), Soglia(1, 3), Soglia(2, 5), Soglia(51, 100), Soglia(3, 5),
    Soglia(2, 3), Soglia(3, 4), Soglia(4, 5), Soglia(1, 1),
]  # fmt: skip
PESI = [
    ("uno_per_comune", "Un voto per Comune, e basta"),
    ("popolazione", "Un voto per Comune, e contano anche i residenti"),
    ("fasce", "Un voto per Comune, e contano anche i voti per fascia di popolazione"),
    ("quote", "Un voto per Comune, e contano anche le quote"),
]
COMBINA = [("e", "Tutte e due"), ("o", "Ne basta una")]
BASI = [
    ("votanti", "chi vota a favore o contro"),
    ("presenti", "i presenti, astenuti compresi"),
    ("componenti", "tutti i componenti"),
]
PARITA = [
    ("respinta", "La proposta è respinta"),
    ("voto_presidente", "Prevale il voto di chi presiede"),
    ("rivota", "Si vota di nuovo"),
]
DELEGHE = [
    ("nessuna", "Nessuno"),
    ("stesso_comune", "Un assessore o un consigliere del suo Comune"),
    ("altro_comune", "Anche chi siede per un altro Comune"),
]
# I campi del modulo che la regola ha con lo stesso nome.
DIRETTI = ("tipo_peso", "parita", "seconda_intervallo_ore", "seconda_giorno_diverso", "delega", "deleghe_massime")
CONVOCAZIONI = ("prima", "seconda")
MATERIE = ("ordinaria", "qualificata", "persone")
SCRUTINI = [("palese_nominale", "Voto palese"), ("segreto", "Voto segreto, su schede di carta")]
FASCE = re.compile(r"(\d+)\s*-\s*(\d*)\s*:\s*(\d+)")
QUOTA = re.compile(r"(.+?)\s*:\s*(\d+)")
SOCIOSANITARIA = EnteVotante.SOCIOSANITARIA
CAMPI_SOGLIA = {f"{nome}_{misura}" for nome in (*CONVOCAZIONI, *MATERIE) for misura in ("teste", "peso")}
PROVA = {
    "presenti": "Comuni presenti",
    "favorevoli": "Di cui a favore",
    "contrari": "Di cui contrari",
    "astenuti": "Di cui astenuti",
}


def in_codice(soglia):
    """La soglia come voce di un elenco: «1/2+» è «più della metà»; vuoto, non richiesta."""
    return f"{soglia.numeratore}/{soglia.denominatore}{'+' if soglia.stretta else ''}" if soglia else ""


def da_codice(codice):
    """L’inversa di `in_codice`."""
    if not codice:
        return None
    numeratore, _, denominatore = codice.removesuffix("+").partition("/")
    return Soglia(int(numeratore), int(denominatore), codice.endswith("+"))


class RegolaForm(Modulo):
    """Parte dalla regola in vigore: si cambia ciò che serve, si prova, si adotta."""

    tipo_peso = forms.ChoiceField(label="Come conta un Comune", choices=PESI)
    fasce = forms.CharField(
        label="Fasce di popolazione", required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text="Solo per «fasce»: una per riga, abitanti e voti. Per esempio «0-5000: 1», «5001-20000: 3», «20001-: 5».",
    )  # fmt: skip
    quote = forms.CharField(
        label="Quota di ogni Comune", required=False, widget=forms.Textarea(attrs={"rows": 8}), max_length=10_000,
        help_text="Solo per «quote»: una per riga, Comune e quota in numeri interi. Per esempio «Lodi: 250».",
    )  # fmt: skip
    parita = forms.ChoiceField(label="Se i voti sono pari", choices=PARITA)
    seconda_intervallo_ore = forms.IntegerField(label="Ore fra prima e seconda convocazione", min_value=0, max_value=720)
    seconda_giorno_diverso = forms.BooleanField(label="La seconda convocazione è in un altro giorno", required=False)
    delega = forms.ChoiceField(label="Chi il Sindaco può delegare", choices=DELEGHE)
    deleghe_massime = forms.IntegerField(label="Deleghe al più per persona", min_value=1, max_value=10)
    enti = forms.ModelMultipleChoiceField(
        None, label="Enti che votano sulle sole materie sociosanitarie", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="I punti con quella materia si scelgono nell’ordine del giorno. L’ente vota in aula: la scheda la registra il "
        "segretario.",
    )  # fmt: skip
    richiesta_giorni = forms.IntegerField(label="Entro quanti giorni si convoca", min_value=1, max_value=90, initial=20)
    elezione_turni = forms.IntegerField(label="Per quanti turni", min_value=1, max_value=9, initial=2)
    elezione_ballottaggio = forms.BooleanField(label="Poi ballottaggio fra i due più votati", required=False)
    elezione_durata_mesi = forms.IntegerField(
        label="Quanto dura la carica, in mesi",
        min_value=0,
        max_value=120,
        initial=36,
        help_text="Zero: finché non si rielegge.",
    )
    preavviso_giorni = forms.IntegerField(label="Giorni di preavviso", min_value=0, max_value=60)
    preavviso_lavorativi = forms.BooleanField(label="Si contano solo i giorni lavorativi", required=False)
    preavviso_urgenza_ore = forms.IntegerField(
        label="Ore minime, anche d’urgenza", min_value=0, max_value=240, required=False, help_text="Vuoto o zero: nessun minimo."
    )
    preavviso_deposito_ore = forms.IntegerField(
        label="Le carte, quante ore prima", min_value=0, max_value=720, required=False, help_text="Vuoto o zero: non si dice."
    )
    preavviso_aggiunta_ore = forms.IntegerField(
        label="Punti in più, fino a quante ore prima", min_value=0, max_value=720, required=False,
        help_text="Vuoto o zero: dopo la convocazione non si aggiunge nulla.",
    )  # fmt: skip
    fonte = forms.CharField(
        label="Da dove viene",
        max_length=250,
        help_text="Atto e articoli: per esempio «Regolamento dell’Assemblea, artt. 4, 7 e 9».",
    )
    verificata = forms.BooleanField(
        label="L’ho confrontata con il testo dell’atto",
        required=False,
        help_text="Senza spunta, la regola si mostra «da verificare».",
    )
    valida_dal = forms.DateField(
        label="In vigore dal", help_text="Vale per le sedute di quel giorno e dei seguenti; quelle già convocate tengono la loro."
    )

    def __init__(self, *args, comuni, regola, enti=None, **kwargs):
        self.comuni, self.quanti, self.partenza = comuni, len(comuni), regola
        kwargs["initial"] = {**iniziali(regola), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if enti is None:
            del self.fields["enti"]
        else:
            self.fields["enti"].queryset = enti
        scritte = [da_codice(valore) for nome, valore in kwargs["initial"].items() if nome in CAMPI_SOGLIA and valore]
        self.soglie = [("", "non si chiede nulla")]
        self.soglie += [(in_codice(soglia), soglia.in_parole()) for soglia in dict.fromkeys([*SOGLIE, *scritte])]
        for nome in CONVOCAZIONI:
            self._quorum(nome)
        for nome in MATERIE:
            self._maggioranza(nome)
        chieste = self.soglie[1:]
        self.fields["elezione_soglia"] = forms.ChoiceField(label="È eletto chi ottiene", choices=chieste)
        self.fields["elezione_base"] = forms.ChoiceField(label="Contati su", choices=[("votanti", "i voti validi"), *BASI[1:]])
        self.fields["elezione_soglia_poi"] = forms.ChoiceField(label="Dopo, basta", choices=chieste)
        self._scelta("richiesta", "Chi può chiedere di convocare", self.soglie)
        for voce, etichetta in VOCI.items():
            self.fields[f"articolo_{voce}"] = forms.CharField(label=f"{etichetta}: articolo", max_length=40, required=False)
        for nome, etichetta in PROVA.items():
            self.fields[f"prova_{nome}"] = forms.IntegerField(label=etichetta, min_value=0, max_value=self.quanti, required=False)

    def _scelta(self, nome, etichetta, voci):
        self.fields[nome] = forms.ChoiceField(label=etichetta, choices=voci, required=False)

    def _quorum(self, nome):
        self._scelta(f"{nome}_teste", "Quanti Comuni", self.soglie)
        self._scelta(f"{nome}_peso", "Quanto peso rappresentato", self.soglie)
        self._scelta(f"{nome}_combina", "Fra Comuni e peso", COMBINA)
        self.fields[f"{nome}_minimo"] = forms.IntegerField(
            label="In ogni caso almeno", help_text="Comuni presenti.", min_value=1, max_value=max(self.quanti, 1), required=False
        )

    def _maggioranza(self, nome):
        self._scelta(f"{nome}_teste", "Quanti Comuni a favore", self.soglie)
        self._scelta(f"{nome}_base", "Comuni contati su", BASI)
        self._scelta(f"{nome}_peso", "Quanto peso rappresentato dai favorevoli", self.soglie)
        self._scelta(f"{nome}_base_peso", "Peso contato su", BASI)
        self._scelta(f"{nome}_combina", "Fra Comuni e peso", COMBINA)
        self._scelta(f"{nome}_scrutinio", "Come si vota", SCRUTINI)

    def clean_fasce(self):
        """Le righe come `Fascia`."""
        fasce = []
        for riga in filter(str.strip, self.cleaned_data["fasce"].splitlines()):
            if not (letta := FASCE.fullmatch(riga.strip())):
                raise forms.ValidationError(f"«{riga.strip()}» non si legge: scrivi per esempio «5001-20000: 3».")
            da, a, voti = letta.groups()
            fasce.append(Fascia(int(da), int(a) if a else None, int(voti)))
        return tuple(fasce)

    def clean_quote(self):
        """Le righe come chiave del Comune → quota."""
        nomi, quote = {nome.casefold(): chiave for chiave, nome in self.comuni}, {}
        for riga in filter(str.strip, self.cleaned_data["quote"].splitlines()):
            letta = QUOTA.fullmatch(riga.strip())
            chiave = letta and nomi.get(letta[1].casefold())
            if not chiave:
                raise forms.ValidationError(
                    f"«{riga.strip()}» non si legge: scrivi il nome di un Comune dell’Ambito e la sua quota."
                )
            quote[chiave] = int(letta[2])
        return quote

    def _pesi_completi(self, dati):
        """Con le fasce ogni Comune deve stare in una; con le quote ognuno deve averne una."""
        if dati.get("tipo_peso") == "fasce" and not dati.get("fasce"):
            self.add_error("fasce", "Scrivi le fasce di popolazione con i loro voti.")
        mancano = [nome for chiave, nome in self.comuni if chiave not in (dati.get("quote") or {})]
        if dati.get("tipo_peso") == "quote" and mancano:
            self.add_error("quote", f"Manca la quota di {elenco(mancano[:5])}{' e altri' if len(mancano) > 5 else ''}.")

    def clean(self):
        dati = super().clean()
        if dati.get("tipo_peso") == "uno_per_comune" and any(dati.get(f"{nome}_peso") for nome in (*CONVOCAZIONI, *MATERIE)):
            self.add_error("tipo_peso", "Con un voto per Comune il peso non conta: togli le soglie sul peso, o cambia qui.")
        self._pesi_completi(dati)
        if not self.errors:
            try:
                self.regola = self._regola(dati)
            except ErroreRegola as errore:
                raise forms.ValidationError(str(errore)) from errore
            self._prova_possibile(dati)
        return dati

    @property
    def preavviso(self):
        """Il preavviso scritto nel modulo."""
        ore = {nome: self.cleaned_data[f"preavviso_{nome}"] or 0 for nome in ("urgenza_ore", "deposito_ore", "aggiunta_ore")}
        return Preavviso(self.cleaned_data["preavviso_giorni"], self.cleaned_data["preavviso_lavorativi"], **ore)

    @property
    def elezione(self):
        """Come si eleggono presidente e vice."""
        scritti = {nome: self.cleaned_data[f"elezione_{nome}"] for nome in ("base", "turni", "ballottaggio", "durata_mesi")}
        soglie = {nome: da_codice(self.cleaned_data[f"elezione_{nome}"]) for nome in ("soglia", "soglia_poi")}
        return RegolaElezione(**scritti, **soglie)

    @property
    def richiesta(self):
        """La quota di Comuni che può chiedere di convocare, o `None`."""
        return da_codice(self.cleaned_data["richiesta"])

    @property
    def articoli(self):
        """Voce → articolo, per quelle scritte."""
        scritti = {voce: self.cleaned_data[f"articolo_{voce}"] for voce in VOCI}
        return {voce: articolo for voce, articolo in scritti.items() if articolo}

    def campi_articoli(self):
        """I soli campi degli articoli."""
        return [self[f"articolo_{voce}"] for voce in VOCI]

    def _regola(self, dati):
        def soglie(nome):
            return {misura: da_codice(dati[f"{nome}_{misura}"]) for misura in ("teste", "peso")}

        def quorum(nome):
            return Quorum(**soglie(nome), combinatore=dati[f"{nome}_combina"] or "e", minimo_presenti=dati[f"{nome}_minimo"] or 1)

        def maggioranza(nome):
            basi = {base: dati[f"{nome}_{base}"] or "votanti" for base in ("base", "base_peso")}
            scrutinio = dati[f"{nome}_scrutinio"] or "palese_nominale"
            return Maggioranza(**soglie(nome), **basi, scrutinio=scrutinio, combinatore=dati[f"{nome}_combina"] or "e")

        # Le materie che questo modulo non mostra restano com’erano.
        altre = {nome: m for nome, m in self.partenza.maggioranze.items() if nome not in (*MATERIE, SOCIOSANITARIA)}
        if dati.get("enti"):
            altre[SOCIOSANITARIA] = maggioranza("ordinaria")
        chieste = [nome for nome in MATERIE if nome == "ordinaria" or any(soglie(nome).values())]
        return Regola(
            quorum_prima=quorum("prima"),
            quorum_seconda=quorum("seconda"),
            maggioranze=altre | {nome: maggioranza(nome) for nome in chieste},
            fasce=dati["fasce"] if dati["tipo_peso"] == "fasce" else (),
            **{nome: dati[nome] for nome in DIRETTI},
        )

    def _prova_possibile(self, dati):
        self.prova = {nome: dati.get(f"prova_{nome}") or 0 for nome in PROVA}
        if sum(self.prova[nome] for nome in ("favorevoli", "contrari", "astenuti")) > self.prova["presenti"]:
            self.add_error("prova_presenti", "I voti sono più dei presenti: correggi uno dei numeri.")


def iniziali(regola):
    """I valori del modulo per una regola già scritta."""
    valori = {nome: getattr(regola, nome) for nome in DIRETTI}
    for nome, quorum in (("prima", regola.quorum_prima), ("seconda", regola.quorum_seconda)):
        valori |= {f"{nome}_teste": in_codice(quorum.teste), f"{nome}_peso": in_codice(quorum.peso)}
        valori |= {f"{nome}_combina": quorum.combinatore, f"{nome}_minimo": quorum.minimo_presenti}
    for nome in MATERIE:
        if maggioranza := regola.maggioranze.get(nome):
            valori |= {f"{nome}_teste": in_codice(maggioranza.teste), f"{nome}_peso": in_codice(maggioranza.peso)}
            valori |= {f"{nome}_{base}": getattr(maggioranza, base) for base in ("base", "base_peso")}
            valori |= {f"{nome}_combina": maggioranza.combinatore, f"{nome}_scrutinio": maggioranza.scrutinio}
    valori["fasce"] = "\n".join(f"{f.da}-{'' if f.a is None else f.a}: {f.voti}" for f in regola.fasce)
    return valori


def elezione_iniziale(elezione):
    """I valori del modulo per un modo di eleggere già scritto."""
    valori = {f"elezione_{nome}": getattr(elezione, nome) for nome in ("base", "turni", "ballottaggio", "durata_mesi")}
    return valori | {f"elezione_{nome}": in_codice(getattr(elezione, nome)) for nome in ("soglia", "soglia_poi")}


def preavviso_iniziale(preavviso):
    """I valori del modulo per un preavviso già scritto."""
    return {f"preavviso_{nome}": valore for nome, valore in asdict(preavviso).items()}
