"""Una persona davanti al portale: va, legge, scrive, preme. Ogni passo si dice con le parole che la persona vede."""

from pathlib import Path

from playwright.sync_api import expect

from tests.percorsi.sonda import difetti

SCRITTOIO, TELEFONO = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ATTESA = 20_000


class Persona:
    """Un navigatore proprio, con la sua sonda; `controlla()` alla fine di ogni pagina che conta."""

    def __init__(self, contesto, sonda, origine, con_script=True):
        contesto.set_default_timeout(ATTESA)
        self.sonda, self.origine, self.con_script = sonda, origine, con_script
        self.pagina = contesto.new_page()

    def va(self, percorso):
        self.pagina.goto(self.origine + percorso)
        return self

    def chiede(self, percorso):
        """La risposta com’è arrivata, senza aprire la pagina; se la linea oziosa si chiude mentre la domanda parte, la ripete."""
        return self.pagina.context.request.get(self.origine + percorso, max_retries=2)

    @property
    def qui(self):
        """Il percorso della pagina in cui si trova."""
        return self.pagina.url.removeprefix(self.origine)

    def segue(self, nome, **altro):
        """Apre il collegamento con quel nome."""
        self.pagina.get_by_role("link", name=nome, **altro).first.click()

    def preme(self, nome, **altro):
        self.pagina.get_by_role("button", name=nome, **altro).first.click()

    def conferma(self, nome):
        """Preme e poi conferma nella finestra che chiede se è sicura."""
        self.preme(nome, exact=True)
        self.pagina.get_by_role("dialog").get_by_role("button", name=nome, exact=True).click()

    def scrive(self, etichetta, valore, dove=None, **altro):
        (dove or self.pagina).get_by_label(etichetta, **altro).first.fill(valore)

    def sceglie(self, etichetta, voce, dove=None):
        """Sceglie da un elenco: le parole della voce, o il suo posto (0 è quella vuota)."""
        campo = (dove or self.pagina).get_by_label(etichetta).first
        campo.select_option(index=voce) if isinstance(voce, int) else campo.select_option(voce)

    def spunta(self, etichetta, dove=None, **altro):
        """Spunta una casella o sceglie una voce."""
        (dove or self.pagina).get_by_label(etichetta, **altro).first.check()

    def riquadro(self, titolo):
        """La parte di pagina sotto quel titolo, o il gruppo di campi con quella legenda."""
        return self.pagina.get_by_role("region", name=titolo).or_(self.pagina.get_by_role("group", name=titolo)).first

    def scarica(self, nome, dove=None, **altro):
        """I byte del file che quel collegamento dà."""
        with self.pagina.expect_download() as attesa:
            (dove or self.pagina).get_by_role("link", name=nome, **altro).first.click()
        return Path(attesa.value.path()).read_bytes()

    def legge(self, testo, **altro):
        """Aspetta che quelle parole si vedano."""
        expect(self.pagina.get_by_text(testo, **altro).first).to_be_visible(timeout=ATTESA)

    def titolo(self, testo, **altro):
        """Aspetta che un titolo con quelle parole si veda."""
        expect(self.pagina.get_by_role("heading", name=testo, **altro).first).to_be_visible(timeout=ATTESA)

    def lamenta(self, *larghezze):
        """Che cosa non va in questa pagina, e di che cosa il navigatore si è lamentato da quando lo si è chiesto l’ultima volta."""
        # Dove gli script sono spenti neanche axe gira: della pagina si guardano le stesse, accese, negli altri percorsi.
        guardati = difetti(self.pagina, larghezze) if self.con_script else []
        trovati = [f"{self.qui}: {difetto}" for difetto in guardati + self.sonda.lamentele]
        self.sonda.lamentele.clear()
        return trovati

    def controlla(self, *larghezze):
        """La pagina è come la si pretende."""
        trovati = self.lamenta(*larghezze)
        assert trovati == [], "\n".join(trovati)
