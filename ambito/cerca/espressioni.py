"""Le espressioni con cui le app compongono titoli, note e testi di ciò che si cerca."""

from django.conf import settings
from django.db.models import Case, CharField, F, Func, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

MESI = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
SEPARATORE = "\x1f"


def in_testo(cosa):
    """Un campo (per nome) o un’espressione, come testo che non manca mai."""
    if cosa == "":
        return Value("", output_field=TextField())
    return Coalesce(Cast(F(cosa) if isinstance(cosa, str) else cosa, TextField()), Value(""), output_field=TextField())


def insieme(*cose):
    """Campi (per nome) ed espressioni uno di seguito all’altro; le parole fisse si danno come `Value`."""
    return Concat(*[in_testo(cosa) for cosa in cose], output_field=TextField())


def fra_spazi(*cose):
    """Come `insieme`, con uno spazio in mezzo: per ciò in cui si cerca e che non si mostra di seguito."""
    return Func(Value(" "), *[in_testo(cosa) for cosa in cose], function="concat_ws", output_field=TextField())


def scelta(campo, etichette):
    """L’etichetta del valore di un campo con poche scelte."""
    casi = [When(**{campo: valore, "then": Value(str(etichetta))}) for valore, etichetta in etichette]
    return Case(*casi, default=Value(""), output_field=CharField())


def giorno(campo):
    """«12 marzo 2025», a Roma."""
    mesi = ",".join(f"'{mese}'" for mese in MESI)
    qui = f"(%(expressions)s at time zone '{settings.TIME_ZONE}')"
    modello = f"to_char({qui}, 'FMDD ') || (array[{mesi}])[extract(month from {qui})::int] || to_char({qui}, ' YYYY')"
    return Func(F(campo), template=f"({modello})", output_field=TextField())


def senza_marcature(campo):
    """Il testo di un campo scritto nell’editor, senza i segni dell’html e delle figure."""
    segni = r"<[^>]*>|\[figura:[^]]*\]"
    return Func(F(campo), template=f"regexp_replace(%(expressions)s, '{segni}', ' ', 'g')", output_field=TextField())


def triennio(campo):
    """«2025-2027», dal primo anno."""
    return Func(F(campo), template="(%(expressions)s || '-' || %(expressions)s + 2)", output_field=TextField())


def congiunte(cose):
    """I valori di più campi in un testo solo, da separare poi con `SEPARATORE`."""
    return Func(Value(SEPARATORE), *[in_testo(cosa) for cosa in cose], function="concat_ws", output_field=TextField())
