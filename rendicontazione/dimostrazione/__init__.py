"""La rendicontazione dimostrativa: una campagna con la spesa dei Comuni, e il bilancio dell’Ambito."""

from rendicontazione.dimostrazione import bilancio, campagna


def popola(scena):
    campagna.popola(scena)
    bilancio.popola(scena)
