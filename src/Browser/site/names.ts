import { visible } from "../shared/visible";

/** A name as an address has it. The host writes a byte that is not UTF-8 as \xNN, and a backslash before what would look like that as \x5C. */
export function encoded(name: string): string {
    return name
        .split(/(\\x[0-9A-F]{2})/)
        .map((part, i) => (i % 2 ? `%${part.slice(2)}` : encodeURIComponent(part)))
        .join("");
}

/** A word as a shell takes it: what cannot be seen as bash writes it, so that the line says what it does. */
export function quoted(word: string): string {
    const seen = visible(word);
    if (seen !== word) return `$'${visible(word.replace(/[\\']/g, "\\$&"))}'`;
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
