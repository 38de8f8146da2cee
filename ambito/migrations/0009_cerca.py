"""La ricerca: come si piega un testo, di che lessemi è fatto, e le cose che una persona fissa."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# Minuscole, senza accenti, uno spazio per ogni segno: la stessa corrispondenza di `ambito.cerca.parole`. Senza `search_path`, perché
# PostgreSQL le sciolga dentro l’interrogazione: è ciò che le rende veloci.
FUNZIONI = """
create function cerca_piega(testo text) returns text language sql immutable parallel safe as $$
  select translate(lower(testo),
    'àáâãäåèéêëìíîïòóôõöùúûüçñÀÁÂÃÄÅÈÉÊËÌÍÎÏÒÓÔÕÖÙÚÛÜÇÑ' ||
    '''’‘ʼ`/-–—._,;:()[]«»"“”&°ª#*+=?!|@<>',
    'aaaaaaeeeeiiiiooooouuuucnaaaaaaeeeeiiiiooooouuuucn' ||
    '                                    ')
$$;
create function cerca_lessemi(testo text) returns tsvector language sql immutable parallel safe as $$
  select to_tsvector('pg_catalog.italian'::regconfig, public.cerca_piega(left(testo, 200000)))
      || to_tsvector('pg_catalog.simple'::regconfig, public.cerca_piega(left(testo, 200000)))
      || case when testo ~ '[''’]'
           then to_tsvector('pg_catalog.simple'::regconfig, public.cerca_piega(regexp_replace(left(testo, 2000), '[''’]', '', 'g')))
           else ''::tsvector end
$$;
create function cerca_vettore(titolo text, nota text, testo text) returns tsvector language sql immutable parallel safe as $$
  select setweight(public.cerca_lessemi(titolo), 'A') || setweight(public.cerca_lessemi(nota), 'B')
      || setweight(public.cerca_lessemi(testo), 'C')
$$;
"""
VIA = "drop function cerca_vettore(text, text, text); drop function cerca_lessemi(text); drop function cerca_piega(text);"


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0008_salute'),
    ]

    operations = [
        migrations.CreateModel(
            name='Fissato',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('genere', models.CharField(max_length=40, verbose_name='che genere di cosa è, fra quelle che si cercano')),
                ('numero', models.BigIntegerField(verbose_name='numero della riga')),
                ('fissato_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('utente', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'cose fissate',
                'ordering': ['-fissato_il', '-id'],
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'utente', 'genere', 'numero'), name='fissato_unico')],
            },
        ),
        IsolaAmbito("Fissato"),
        migrations.RunSQL(FUNZIONI, VIA),
    ]
