"""L’archivio che arriva da fuori, letto con prudenza: nomi attesi e nessun altro, grandezze credibili, impronte che tornano.

Nulla si estrae su disco: un nome con «..» non ha dove andare, e comunque si rifiuta. I limiti del motore di importazione
(`nucleo.fogli_guardia`) sono per un foglio; qui il più grande dei file è un documento, e le tabelle si leggono a righe.
"""

import hashlib
import json
import re
import zipfile
import zlib

from ambito.trasloco.errori import TraslocoNonRiuscito
from ambito.trasloco.inventario import tavole

SOMME = "SHA256SUMS"
MASSIME_VOCI = 500_000
MASSIMO_APERTO = 64 << 30
MASSIMO_FILE = 128 << 20
MASSIMA_RIGA = 128 << 20
# Un testo molto ripetuto si comprime cento volte; oltre, è fatto apposta.
MASSIMO_RAPPORTO, RAPPORTO_DA = 400, 4 << 20
PEZZO = 1 << 18
IMPRONTA = re.compile(r"[0-9a-f]{64}")
ROVINATO = "L’archivio è rovinato, cifrato o non è un’esportazione del portale: chiedi di esportare di nuovo l’Ambito."


class Archivio:
    """Le voci di un’esportazione. `TraslocoNonRiuscito` con la frase se qualcosa non va; dopo `controlla` il contenuto è quello."""

    def __init__(self, flusso):
        """`flusso` è il file aperto in lettura, e lo chiude chi l’ha aperto: anche se una voce è rimasta a metà."""
        try:
            self._zip = zipfile.ZipFile(flusso)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as errore:
            raise TraslocoNonRiuscito(ROVINATO) from errore
        self._voci = {voce.filename: voce for voce in self._zip.infolist()}
        self._esigi_forma()

    def controlla(self):
        """Rilegge ogni voce e ne confronta l’impronta con quella scritta in `SHA256SUMS`."""
        attese = self._attese()
        if attese.keys() != self._voci.keys() - {SOMME}:
            raise TraslocoNonRiuscito("L’archivio non è intero: i file che contiene non sono quelli del suo elenco.")
        for nome, attesa in attese.items():
            somma = hashlib.sha256()
            for pezzo in self._pezzi(nome):
                somma.update(pezzo)
            if somma.hexdigest() != attesa or (nome.startswith("file/") and nome != f"file/{attesa}"):
                raise TraslocoNonRiuscito(f"L’archivio è stato cambiato: l’impronta di «{nome}» non torna. Non si è scritto nulla.")

    def testo(self, nome):
        """Una voce piccola, come JSON."""
        try:
            return json.loads(self.byte(nome))
        except ValueError as errore:
            raise TraslocoNonRiuscito(ROVINATO) from errore

    def byte(self, nome):
        return b"".join(self._pezzi(nome))

    def file(self, impronta):
        """Il contenuto di un file, dalla sua impronta."""
        if not IMPRONTA.fullmatch(impronta) or f"file/{impronta}" not in self._voci:
            raise ValueError(f"manca il file {impronta[:12]}")
        return self.byte(f"file/{impronta}")

    def righe(self, nome):
        """Le righe JSON di una voce, una per volta."""
        with self._aperta(nome) as flusso:
            while riga := flusso.readline(MASSIMA_RIGA):
                try:
                    yield json.loads(riga)
                except ValueError as errore:
                    raise TraslocoNonRiuscito(ROVINATO) from errore

    def quante(self, nome):
        """Quante righe ha una voce: si contano, non si crede a ciò che ne dice l’archivio."""
        return sum(pezzo.count(b"\n") for pezzo in self._pezzi(nome))

    def _esigi_forma(self):
        voci = self._zip.infolist()
        if len(voci) > MASSIME_VOCI or sum(voce.file_size for voce in voci) > MASSIMO_APERTO:
            raise TraslocoNonRiuscito("L’archivio è troppo grande da aperto: non è un’esportazione del portale.")
        fisse = {"LEGGIMI.txt", "ambito.json", "impronte.json", "persone.jsonl", SOMME}
        fisse |= {f"tavole/{tavola.nome}.jsonl" for tavola in tavole()}
        strane = [v.filename for v in voci if v.filename not in fisse and not _e_un_file(v)]
        if strane or len(self._voci) != len(voci):
            quale = strane[0][:80] if strane else "due voci con lo stesso nome"
            raise TraslocoNonRiuscito(
                f"L’archivio contiene qualcosa che non ci dovrebbe essere: «{quale}». Non si è scritto nulla."
            )
        if mancano := sorted(fisse - self._voci.keys()):
            raise TraslocoNonRiuscito(f"Nell’archivio manca «{mancano[0]}»: non è un’esportazione di questa versione del portale.")
        for voce in voci:
            _esigi_misura(voce)

    def _attese(self):
        righe = self.byte(SOMME).decode(errors="replace").splitlines()
        coppie = [riga.split("  ", 1) for riga in righe]
        if any(len(coppia) != 2 for coppia in coppie):
            raise TraslocoNonRiuscito(ROVINATO)
        return {nome: impronta for impronta, nome in coppie}

    def _aperta(self, nome):
        try:
            return self._zip.open(nome)
        except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError) as errore:
            raise TraslocoNonRiuscito(ROVINATO) from errore

    def _pezzi(self, nome):
        try:
            with self._aperta(nome) as flusso:
                while pezzo := flusso.read(PEZZO):
                    yield pezzo
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as errore:
            raise TraslocoNonRiuscito(ROVINATO) from errore


def _e_un_file(voce):
    return voce.filename.startswith("file/") and IMPRONTA.fullmatch(voce.filename.removeprefix("file/"))


def _esigi_misura(voce):
    if voce.flag_bits & 1:
        raise TraslocoNonRiuscito(ROVINATO)
    smisurato = not voce.filename.startswith("tavole/") and voce.filename != SOMME and voce.file_size > MASSIMO_FILE
    gonfiato = voce.file_size > RAPPORTO_DA and voce.file_size > voce.compress_size * MASSIMO_RAPPORTO
    if smisurato or gonfiato:
        raise TraslocoNonRiuscito(f"L’archivio contiene un file smisurato, «{voce.filename[:80]}»: non viene dal portale.")
