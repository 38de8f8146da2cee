"""Esportazioni: una `Resource` di django-import-export dice le colonne, i nostri scrittori fanno file sicuri per Excel italiano."""

from django.http import HttpResponse

from ambito.nucleo.fogli import scrivi_csv, scrivi_xlsx

FORMATI = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def risposta(risorsa, queryset, formato, nome):
    """Il file delle righe di `queryset` con le colonne della risorsa, da scaricare come `nome.formato`."""
    dati = risorsa.export(queryset)
    righe = [list(riga) for riga in dati]
    return da_righe(nome, dati.headers, righe, formato)


def da_righe(nome, intestazioni, righe, formato, ammesse=None):
    """Un foglio da scaricare fatto di intestazioni e righe; nell’xlsx, con le voci `ammesse` in qualche colonna."""
    byte = scrivi_csv(intestazioni, righe) if formato == "csv" else scrivi_xlsx(nome[:31], intestazioni, righe, ammesse)
    return scarica(byte, f"{nome}.{formato}", FORMATI[formato])


def scarica(byte, nome_file, tipo):
    """Una risposta che il navigatore salva e non interpreta."""
    risposta_http = HttpResponse(byte, content_type=tipo)
    risposta_http["Content-Disposition"] = f'attachment; filename="{nome_file}"'
    return risposta_http
