"""I file allegati della dimostrazione: si fanno qui, non si conservano."""


def carta(*righe):
    """Un PDF di una pagina scritto a mano: bastano cinque oggetti e la tavola che dice dove stanno."""
    righe = (*righe, "Documento inventato: dato dimostrativo, senza valore.")
    testo = b"BT /F1 14 Tf 60 760 Td " + b"".join(b"(" + r.encode("cp1252") + b") Tj 0 -24 Td " for r in righe) + b"ET"
    oggetti = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(testo), testo),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    byte, posti = b"%PDF-1.4\n", []
    for n, oggetto in enumerate(oggetti, 1):
        posti.append(len(byte))
        byte += b"%d 0 obj%b endobj\n" % (n, oggetto)
    tavola = b"".join(b"%010d 00000 n \n" % posto for posto in posti)
    return byte + b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (tavola, len(byte))
