// Al posto delle estensioni che l'editor non accende (costruisci.sh): StarterKit le importa comunque.
export const Code = null;
export const CodeBlock = null;
export const HorizontalRule = null;
