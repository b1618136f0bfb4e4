import { make } from "../../shared/dom";
import { count, durationInFull, plural } from "../../shared/words";
import { momentOf, since } from "../moments";
import { size } from "./sizes";
import type { Filled, Filling, Verification } from "./work";

type Words = (Node | string)[];

/** A line about what is done: the words, and how far it is, from 0 to 1, if there is any telling. */
export interface Line {
    words: Words;
    part?: number;
    isBad?: boolean;
}

export function verificationLine({ activity, since: begun, files, bytes, bytesTotal, corrupt, failure, last }: Verification): Line | undefined {
    if (activity === "waiting") return { words: ["About to be verified, as soon as its files may be read."] };
    if (activity === "running") {
        const found = corrupt > 0 ? `, ${plural(corrupt, "corrupt file")} so far` : "";
        const words = ["Being verified, begun ", since(momentOf(begun!)), `: ${plural(files, "file")}, ${size(bytes)}${bytesTotal ? ` of ${size(bytesTotal)}` : ""}${found}.`];
        return { words, part: bytesTotal ? bytes / bytesTotal : undefined, isBad: corrupt > 0 };
    }
    if (failure !== null) return { words: [`The last verification failed: ${failure}.`], isBad: true };
    if (!last?.end) return undefined;
    const bad = [last.corrupt > 0 ? `${count(last.corrupt)} corrupt` : "", last.unreadable > 0 ? `${count(last.unreadable)} unreadable` : ""].filter(Boolean);
    const words = ["Verified ", since(momentOf(last.end)), `: ${plural(last.checked, "file")}, ${size(last.bytes)}, ${bad.join(", ") || "none corrupt"}.`];
    return { words, isBad: bad.length > 0 };
}

export function fillingLine({ activity, since: begun, wanted, done, bytes, failure, ended, last }: Filling): Line | undefined {
    if (activity === "filling") {
        const part = wanted > 0 ? done / wanted : undefined;
        return { words: ["Being filled, begun ", since(momentOf(begun!)), `: ${progressWords({ wanted, done, bytes })}.`], part };
    }
    if (activity === "planning") return { words: ["A plan of a filling is being made."] };
    if (failure !== null) return { words: [`The last filling failed: ${failure}.`], isBad: true };
    if (ended === null || !last) return undefined;
    return { words: ["Filled ", since(momentOf(ended)), `: ${filledWords(last)}.`], isBad: last.unfillable > 0 || last.mismatches > 0 };
}

export function progressWords({ wanted, done, bytes }: { wanted: number; done: number; bytes: number }): string {
    return wanted === 0 ? "looking for what is missing" : `${count(done)} of ${plural(wanted, "file")}, ${size(bytes)}`;
}

export function filledWords({ wanted, published, mismatches, unfillable, bytes, holesClosedMicroseconds, complete }: Filled): string {
    if (wanted === 0) return complete ? "nothing was missing that a copy has" : "a copy could not be asked about everything, and nothing else was missing";
    const parts = [
        `${count(published)} of ${plural(wanted, "missing file")} published, ${size(bytes)}`,
        holesClosedMicroseconds > 0 ? `${durationInFull(holesClosedMicroseconds)} of holes closed` : "",
        mismatches > 0 ? `${plural(mismatches, "file was", "files were")} not as their names promise` : "",
        unfillable > 0 ? `${count(unfillable)} given by no copy` : "",
    ];
    return parts.filter(Boolean).join("; ");
}

export function figuresOf(facts: [string, Node | string][]): HTMLElement {
    return make("dl", { class: "figures" }, ...facts.map(([term, fact]) => make("div", {}, make("dt", {}, term), make("dd", {}, fact))));
}
