#!/bin/sh
# Rigenera static/vendor dalle librerie pubblicate. Serve solo a chi le aggiorna: il risultato è versionato.
# Tutto avviene in una cartella temporanea; nel deposito arrivano solo i file finiti e le loro somme.
set -eu

sorgenti=$(cd "$(dirname "$0")" && pwd)
radice=$(cd "$sorgenti/../.." && pwd)
vendor=$radice/static/vendor
lavoro=${CARTELLA_LAVORO:-$(mktemp -d)}

cp "$sorgenti"/package.json "$sorgenti"/*.mjs "$sorgenti"/*.js "$sorgenti"/*.scss "$lavoro"/
cp -R "$sorgenti/editor" "$sorgenti/insieme" "$lavoro"/
cd "$lavoro"
[ -d node_modules ] || npm install --save-exact --no-package-lock --no-audit --no-fund --loglevel=error
bi=node_modules/bootstrap-italia

mkdir -p "$vendor/fonts"
npx sass --no-source-map --style=compressed --quiet --load-path="$bi/src/scss" --load-path=node_modules bi-subset.scss bi-intero.css
node purge.mjs bi-intero.css "$vendor/bi.css" "$radice/templates/**/*.html" "$radice/ambito/templatetags/*.py" \
    "$radice/ambito/moduli.py" "$radice/static/js/*.js"

# Ciò che StarterKit porta e l'editor spegne (codice, righe orizzontali) non parte con la pagina: senza.js ne tiene il nome.
for pezzo in bi editor; do
    npx esbuild "$pezzo.js" --bundle --minify --format=iife --target=es2020 --legal-comments=none \
        --metafile="$pezzo.meta.json" --outfile="$vendor/$pezzo.js" --log-level=warning \
        --alias:@tiptap/extension-code=./senza.js --alias:@tiptap/extension-code-block=./senza.js \
        --alias:@tiptap/extension-horizontal-rule=./senza.js
done
# ProseMirror e TipTap sono già nell'editor: qui si prendono da lui (condivisi.js).
npx esbuild insieme.js --bundle --minify --format=iife --target=es2020 --legal-comments=none \
    --metafile=insieme.meta.json --outfile="$vendor/insieme.js" --log-level=warning \
    --alias:@tiptap/core=./condivisi.js --alias:@tiptap/pm/state=./condivisi.js --alias:prosemirror-model=./condivisi.js \
    --alias:prosemirror-state=./condivisi.js --alias:prosemirror-transform=./condivisi.js --alias:prosemirror-view=./condivisi.js
sed 's#//\# sourceMappingURL.*##' node_modules/htmx.org/dist/htmx.min.js > "$vendor/htmx.min.js"
node icone.mjs "$bi/dist/svg/sprites.svg" "$vendor/sprites.svg"
for peso in regular italic 600 700; do
    install -m 644 "$bi/dist/fonts/Titillium_Web/titillium-web-v10-latin-ext_latin-$peso.woff2" "$vendor/fonts/titillium-$peso.woff2"
done
cp node_modules/axe-core/axe.min.js "$radice/tests/vetrina/axe.min.js"
node licenze.mjs "$vendor/LICENZE.md" bi.meta.json editor.meta.json insieme.meta.json

cd "$vendor"
find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum > SHA256SUMS
echo "Fatto: $(wc -l < SHA256SUMS) file in static/vendor."
