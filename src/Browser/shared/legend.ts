import { classes } from "./classes";
import { make } from "./dom";

/** What the colours of lanes say; of what is rare only what there is. */
export function legend(has: { off?: unknown; corrupt?: unknown }): Node[] {
    const shown = classes.filter(({ isRare }) => !isRare || has.off).map(({ word, words }) => [word, words]);
    shown.push(["outside", "a line alone: not audited, as a stream that ended early"]);
    if (has.corrupt) shown.push(["corrupt", "a bar above: corrupt, as a verification found it"]);
    return shown.map(([kind, words]) => make("li", {}, make("span", { class: `swatch ${kind}`, "aria-hidden": "true" }, make("span")), words));
}
