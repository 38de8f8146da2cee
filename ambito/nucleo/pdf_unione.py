"""Le parti di un documento lungo in un PDF solo, che resta PDF/A-3a e PDF/UA-1: marcatori, arrivi, segnalibri, piede.

Il frontespizio porta già metadati, profilo di colore e allegati; i capitoli vi si accodano con i loro marcatori.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

# Un rimando a un capitolo si scrive come un indirizzo, perché impaginando non si vede dove arriva.
SCHEMA = "capitolo:"
# Oggetti aggiunti oltre i quali si scrive ciò che c’è e lo si riapre: finché non è scritto restano in memoria anche i capitoli.
OGGETTI = 60_000
_ARTEFATTO = b"/Artifact <</Type /Pagination>> BDC q %s Q EMC\n"


@dataclass(frozen=True)
class Scritta:
    """Un testo già composto: i disegni delle lettere, dove sta nella sua striscia (punti, dall’angolo in alto), corpo e colore."""

    lettere: Any
    x: float
    y: float
    corpo: float
    colore: Sequence[Any]

    def comandi(self, carattere: Any, x: float, y: float) -> bytes:
        """I comandi che la disegnano con la striscia in quel punto della pagina."""
        colore = " ".join(f"{float(parte):.4f}" for parte in self.colore)
        dove = f"1 0 0 1 {x + self.x:.2f} {y - self.y:.2f} Tm"
        return f"{colore} rg BT {carattere} {self.corpo:.2f} Tf {dove} ".encode() + self.lettere.unparse() + b" TJ ET"


def arrivi(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Il numero di pagina, da zero, di ogni punto a cui si può rimandare."""
    pagine = {pagina.objgen: numero for numero, pagina in enumerate(pdf.pages)}
    return {nome: pagine[dove[0].objgen] for nome, dove in _nomi(pdf)}


def _nomi(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    elenco = pdf.Root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
    for posto in range(0, len(elenco), 2):
        yield str(elenco[posto]), elenco[posto + 1]


class Unione:
    """Un PDF che cresce: `aggiungi` i capitoli nell’ordine, poi `collega`, `stampa` il piede, e si legge `byte()`."""

    def __init__(self, fronte: pikepdf.Pdf) -> None:
        self._prendi(fronte)
        self.nomi = _posti(fronte, 0)
        self.segnalibri = _segnalibri(fronte, 0)
        self.aggiunti = 0

    def _prendi(self, pdf: pikepdf.Pdf) -> None:
        radice: Any = pdf.Root.StructTreeRoot
        self.pdf, self.corpo, self.numeri = pdf, radice.K[0], radice.ParentTree.Nums

    def aggiungi(self, capitolo: pikepdf.Pdf, *, sotto: bool = False) -> None:
        """Accoda un capitolo; `sotto`: i suoi segnalibri stanno sotto l’ultimo di primo livello."""
        inizio, scarto = len(self.pdf.pages), self._primo_numero_libero()
        self.nomi |= _posti(capitolo, inizio)
        segnalibri = _segnalibri(capitolo, inizio)
        self.pdf.pages.extend(capitolo.pages)
        for pagina in list(self.pdf.pages)[inizio:]:
            _rinumera(pagina.obj, scarto)
        # Dopo le pagine: così i marcatori ritrovano le copie e non ne portano altre.
        self._accoda_marcatori(self.pdf.copy_foreign(capitolo.Root.StructTreeRoot), scarto)
        (self.segnalibri[-1].children if sotto and self.segnalibri else self.segnalibri).extend(segnalibri)
        self.aggiunti += int(capitolo.trailer.Size)
        if self.aggiunti > OGGETTI:
            self._scarica()

    def _scarica(self) -> None:
        """Scrive il documento com’è e lo riapre: ciò che serviva soltanto a copiare i capitoli si libera."""
        intanto = self.byte()
        self.pdf.close()
        self._prendi(pikepdf.open(io.BytesIO(intanto)))
        self.aggiunti = 0

    def _primo_numero_libero(self) -> int:
        return max(int(self.numeri[posto]) for posto in range(0, len(self.numeri), 2)) + 1

    def _accoda_marcatori(self, radice: Any, scarto: int) -> None:
        for figlio in radice.K[0].K:
            figlio.P = self.corpo
            self.corpo.K.append(figlio)
        numeri = radice.ParentTree.Nums
        for posto in range(0, len(numeri), 2):
            self.numeri.append(int(numeri[posto]) + scarto)
            self.numeri.append(numeri[posto + 1])

    def collega(self, rimandi: Sequence[tuple[str, str]]) -> None:
        """Scrive arrivi e segnalibri, e fa del collegamento `capitolo:N` il rimando numero N.

        `rimandi`: il nome del punto d’arrivo e ciò che ne legge chi non vede.
        """
        for pagina in self.pdf.pages:
            for nota in pagina.get("/Annots", []):
                indirizzo = str(nota.get("/A", {}).get("/URI", ""))
                if indirizzo.startswith(SCHEMA):
                    nome, descrizione = rimandi[int(indirizzo.removeprefix(SCHEMA))]
                    del nota.A
                    nota.Dest, nota.Contents = String(nome), String(descrizione)
        pagine = list(self.pdf.pages)
        dove = {nome: Array([pagine[pagina].obj, *resto]) for nome, (pagina, resto) in self.nomi.items()}
        elenco = Array([x for nome in sorted(dove) for x in (String(nome), dove[nome])])
        if "/Names" not in self.pdf.Root:
            self.pdf.Root.Names = Dictionary()
        self.pdf.Root.Names.Dests = Dictionary(Names=elenco)
        with self.pdf.open_outline() as indice:
            indice.root[:] = self.segnalibri
        self.pdf.Root.PageMode = Name.UseOutlines

    def stampa(self, fogli: pikepdf.Pdf, quali: Sequence[int]) -> None:
        """Stampa su ogni pagina, come contenuto di servizio, una pagina di `fogli`: `quali` dice quale su ciascuna."""
        disegni = {numero: self.pdf.copy_foreign(foglio.as_form_xobject()) for numero, foglio in enumerate(fogli.pages)}
        for pagina, numero in zip(self.pdf.pages, quali, strict=True):
            nome = pagina.add_resource(disegni[numero], Name.XObject, Name(f"/Piede{numero}"), replace_existing=True)
            # Chi impagina lascia gli assi capovolti: senza `q` e `Q` ciò che si aggiunge sarebbe allo specchio.
            pagina.contents_add(b"q\n", prepend=True)
            pagina.contents_add(b"\nQ\n" + _ARTEFATTO % f"{nome} Do".encode(), prepend=False)

    def numera(self, carattere: Any, scritte: Sequence[Scritta], posti: Sequence[tuple[float, float]]) -> None:
        """Scrive su ogni pagina la sua scritta; `posti` dice dove va l’angolo in alto a sinistra della striscia. Dopo `stampa`."""
        carattere = self.pdf.copy_foreign(carattere)
        for pagina, scritta, (x, y) in zip(self.pdf.pages, scritte, posti, strict=True):
            nome = pagina.add_resource(carattere, Name.Font, Name("/Numero"), replace_existing=True)
            pagina.contents_add(_ARTEFATTO % scritta.comandi(nome, x, y), prepend=False)

    def byte(self) -> bytes:
        """Il PDF; le stesse parti danno gli stessi byte. I metadati restano leggibili, come vuole PDF/A."""
        uscita = io.BytesIO()
        modo = pikepdf.ObjectStreamMode.generate
        self.pdf.save(uscita, deterministic_id=True, object_stream_mode=modo, compress_streams=True)
        return uscita.getvalue()


def _rinumera(pagina: Any, scarto: int) -> None:
    pagina.StructParents = int(pagina.StructParents) + scarto
    for nota in pagina.get("/Annots", []):
        if "/StructParent" in nota:
            nota.StructParent = int(nota.StructParent) + scarto


def _posti(pdf: pikepdf.Pdf, inizio: int) -> dict[str, tuple[int, list[Any]]]:
    """Dove arriva ogni nome: il numero della pagina, contate da `inizio`, e in che punto."""
    pagine = arrivi(pdf)
    return {nome: (inizio + pagine[nome], list(dove)[1:]) for nome, dove in _nomi(pdf)}


def _segnalibri(origine: pikepdf.Pdf, inizio: int) -> list[OutlineItem]:
    """I segnalibri di `origine`, da puntare alle pagine che nel documento cominciano a `inizio` (si risolvono quando ci sono)."""
    pagine = {pagina.objgen: numero for numero, pagina in enumerate(origine.pages)}
    with origine.open_outline() as indice:
        return _copia(indice.root, {chiave: numero + inizio for chiave, numero in pagine.items()})


def _copia(voci: Iterable[OutlineItem], pagine: Mapping[tuple[int, int], int]) -> list[OutlineItem]:
    copie = []
    for voce in voci:
        dove: Any = voce.destination
        copia = OutlineItem(voce.title, pagine[dove[0].objgen], "XYZ", left=float(dove[2]), top=float(dove[3]))
        copia.children.extend(_copia(voce.children, pagine))
        copia.is_closed = True
        copie.append(copia)
    return copie
