"""Come si dicono i giudizi sull’andamento: la parola basta da sola, il tono le aggiunge un colore."""

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
