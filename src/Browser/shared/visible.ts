// Names that strangers chose, as they can be shown. No document is needed here.

/** What would break a line or turn the reading direction: of these categories, as the host has them. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The text with that written as \xNN, byte by byte of its UTF-8, as names that are not UTF-8 are. */
export function visible(text: string): string {
    return text.replace(unseen, (character) => [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""));
}
