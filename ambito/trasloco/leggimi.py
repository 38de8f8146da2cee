"""Il foglio che accompagna l’archivio: chi lo apre senza il portale capisce che cosa ha in mano."""

TESTO = """\
Esportazione completa dell’Ambito «{nome}» ({slug})
Portale dell’Ufficio di Piano

Contiene dati personali: va custodita come la banca dati da cui viene.

Che cosa c’è
  ambito.json      di quale Ambito si tratta, i dati più recenti, la versione della struttura, la testa del registro
  persone.jsonl    chi è nominato nei dati: nome, e-mail, codice fiscale; nessuna password, nessun secondo fattore
  tavole/          un file per tabella, una riga per ogni riga, in JSON; importi esatti, orari UTC
  file/            documenti e allegati, ciascuno con il nome della sua impronta SHA-256
  impronte.json    un’impronta per tabella, una per i file, una («totale») che le comprende
  SHA256SUMS       l’impronta di ogni file di questo archivio: si controlla con «sha256sum -c SHA256SUMS»

Come si legge una riga
  Dentro una tabella una riga si indica con il suo posto, da 1. Un Comune si indica con il codice Istat, una persona con
  l’e-mail. Un numero negativo è qualcosa che il registro nomina e che non c’è più. Dove c’è un’impronta di 64 cifre al posto
  di un file, il contenuto è in «file/».

Che cosa resta fuori, e perché
{fuori}

Come si importa (chi gestisce l’installazione, con la stessa versione del portale)
  ./portale manage importa_ambito FILE.zip --slug INDIRIZZO
  ./portale manage impronte INDIRIZZO      deve dare lo stesso «totale»:
  {totale}
"""


def leggimi(*, nome, slug, totale, lasciate):
    fuori = "\n".join(f"  {quale}: {perche}" for quale, perche in sorted(lasciate.items()))
    return TESTO.format(nome=nome, slug=slug, totale=totale, fuori=fuori)
