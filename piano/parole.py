"""Le parole con cui il piano racconta andamento e percorso: bastano da sole, il tono aggiunge un colore."""

from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.nucleo.traiettoria import Luce

LUCI = {
    Luce.FUORI_STRADA: "Fuori strada",
    Luce.IN_RITARDO: "In ritardo",
    Luce.IN_LINEA: "In linea",
    Luce.SENZA_DATI: "Senza dati",
    Luce.NON_DOVUTO: "Non ancora dovuto",
}
TONI_LUCE = {
    Luce.FUORI_STRADA: "negativo",
    Luce.IN_RITARDO: "attenzione",
    Luce.IN_LINEA: "positivo",
    Luce.SENZA_DATI: "neutro",
    Luce.NON_DOVUTO: "attesa",
}


def parole_del_passo(passo):
    """`{"etichetta", "tono", "parole"}` di una tappa del percorso: il ritardo si dice in giorni."""
    giorni = conta(passo.ritardo, "giorno", "giorni")
    if passo.stato == "fatta":
        quando = f"avvenuta il {formatta_data(passo.tappa.fatta_il, esteso=True)}"
        if passo.ritardo:
            return {"etichetta": "Fatta", "tono": "positivo", "parole": f"{quando}, {giorni} dopo il previsto"}
        return {"etichetta": "Fatta", "tono": "positivo", "parole": quando}
    if passo.stato == "in_ritardo":
        return {"etichetta": "In ritardo", "tono": "negativo", "parole": f"in ritardo di {giorni}"}
    if passo.stato == "in_corso":
        return {"etichetta": "In corso", "tono": "attesa", "parole": f"entro il {formatta_data(passo.tappa.al, esteso=True)}"}
    return {"etichetta": "Da cominciare", "tono": "neutro", "parole": f"dal {formatta_data(passo.tappa.dal, esteso=True)}"}
