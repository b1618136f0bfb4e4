import { make, name } from "../shared/dom";
import { durationInFull } from "../shared/words";
import { ExcuseDialog } from "./acting/excuseDialog";
import { Addresses } from "./addresses";
import { ask, type Fault } from "./api";
import type { Covering } from "./covering";
import { clock, momentOf, since } from "./moments";
import { settings } from "./settings";
import type { LanePlace } from "./timelineLanes";
import type { Hole } from "./types";
import { elsewhereOf } from "./verdict";
import { whyOf, type Explanation } from "./why";

/** The picture before and after a hole are those of so far beside it. */
const besideMicroseconds = 40_000;

/** A hole is played over from so long before it. */
const leadMicroseconds = 10e6;

const states: Record<Hole["state"], string> = { open: "open", healed: "healed", left: "outside of what is audited now", excused: "excused" };

export interface PlaceOwner {
    play(place: LanePlace): void;
    close(): void;
    cut(stream: string, from: number, to: number): void;
}

/** All that is known of a hole, or of a moment. */
export class PlacePanel {
    private readonly addresses: Addresses;
    private readonly isPublished: boolean;
    private lastSeen = make("span");
    private elsewhere = make("span");

    readonly element = make("section", { class: "panel detail", id: "detail", "aria-labelledby": "detail-title", "aria-live": "polite", tabindex: "-1", hidden: "" });

    constructor(private readonly archive: string, private readonly covering: Covering, private readonly owner: PlaceOwner) {
        this.addresses = new Addresses(archive);
        this.isPublished = settings.published.includes(archive);
    }

    hide(): void {
        this.element.hidden = true;
    }

    showUnknown(link: string): void {
        this.show(["Not here"], [make("p", {}, "The ledger has no hole ", name(link), ". Perhaps another audit has joined it with others.")]);
    }

    showHole(hole: Hole, others: string[], hasCopies: boolean): void {
        const stream = `${hole.channel}/${hole.quality}`;
        const [start, end] = [momentOf(hole.start), momentOf(hole.end)];
        [this.lastSeen, this.elsewhere] = [make("span"), make("span")];
        this.renewTimes(hole);
        const facts = factsOf([
            ["Start", hole.start],
            ["End", hole.end],
            ["Length", durationInFull(hole.microseconds)],
            ["State", hole.closed === null ? states[hole.state] : make("span", {}, `${states[hole.state]} `, since(momentOf(hole.closed)))],
            ["First seen", since(momentOf(hole.firstSeen))],
            ["Last seen", this.lastSeen],
            ...(hole.cause ? [["Cause", hole.cause] as [string, string]] : []),
            ...(hasCopies || hole.verdict ? [["Elsewhere", this.elsewhere] as [string, Node]] : []),
        ]);
        const parts: Node[] = [facts];
        if (this.isPublished) {
            const elsewhere = make("span", { hidden: "" });
            void this.offer(elsewhere, others, start, end);
            const buttons = [
                this.button("Play over it", () => this.owner.play({ stream, moment: start - leadMicroseconds })),
                ...(hole.verdict?.replicas ?? []).map((copy) => this.button(make("span", {}, "Play from ", name(copy)), () => this.owner.play({ stream, copy, moment: start - leadMicroseconds }))),
                elsewhere,
                this.button("Cut around it", () => this.owner.cut(stream, start - leadMicroseconds, end + leadMicroseconds)),
            ];
            const [pictures, why] = [make("div", { class: "pictures" }), make("div", { class: "why" })];
            buttons.push(
                this.button("Show pictures beside it", () => this.showPictures(pictures, stream, start, end)),
                this.button("Why?", () => void this.explain(why, stream, start + Math.floor((end - start) / 2))),
            );
            parts.push(make("div", { class: "buttons" }, ...buttons), pictures, why);
        }
        if (settings.actions && hole.closed === null) {
            const excuse = this.button("Excuse…", () => new ExcuseDialog(this.archive, stream, hole.start, hole.end).open());
            parts.push(make("div", { class: "buttons acting" }, excuse));
        }
        this.show([make("span", { class: "tag hole" }, "hole"), name(stream)], parts);
    }

    /** Tells anew when the hole that is shown was seen and compared last. */
    renewTimes(hole: Hole): void {
        this.lastSeen.replaceChildren(since(momentOf(hole.lastSeen)));
        this.elsewhere.replaceChildren(elsewhereOf(hole));
    }

    showMoment(place: LanePlace): void {
        const { stream, moment, copy } = place;
        const parts: Node[] = [factsOf([["Moment", clock.exact(moment)]])];
        if (this.isPublished) {
            const why = make("div", { class: "why" });
            const buttons = [
                this.button("Play from here", () => this.owner.play(place)),
                ...(copy === undefined ? [this.button("Why?", () => void this.explain(why, stream, moment))] : []),
            ];
            parts.push(make("div", { class: "buttons" }, ...buttons), why);
        }
        this.show([name(stream), ...(copy === undefined ? [] : [" at ", name(copy)])], parts);
    }

    private show(title: (Node | string)[], parts: Node[]): void {
        const close = this.button("Close", this.owner.close);
        this.element.replaceChildren(make("div", { class: "bar" }, make("h2", { id: "detail-title" }, ...title), close), ...parts);
        this.element.hidden = false;
    }

    private button(words: Node | string, act: () => void): HTMLElement {
        const button = make("button", { type: "button", class: "button" }, words);
        button.addEventListener("click", act);
        return button;
    }

    /** Other qualities that have something of a hole. */
    private async offer(place: HTMLElement, others: string[], start: number, end: number): Promise<void> {
        const shares = await this.covering.sharesOf(others, start, end).catch(() => []);
        const buttons = shares.map(({ stream, microseconds }) => {
            const part = microseconds >= end - start ? "has all of it" : `has ${durationInFull(microseconds)} of it`;
            return this.button(make("span", {}, "Play ", name(stream), `, which ${part}`), () => this.owner.play({ stream, moment: start - leadMicroseconds }));
        });
        place.replaceWith(...buttons);
    }

    /** What was seen last before and first after; asked for when wanted, since the host has to make them. */
    private showPictures(home: HTMLElement, stream: string, start: number, end: number): void {
        const shown: [string, number][] = [["before", start - besideMicroseconds], ["after", end + besideMicroseconds]];
        home.replaceChildren(...shown.map(([where, moment]) => picture(this.addresses.frame(stream, moment), where, moment)));
    }

    private async explain(home: HTMLElement, stream: string, moment: number): Promise<void> {
        try {
            home.replaceChildren(whyOf(await ask<Explanation>(this.addresses.why(stream, moment))));
        } catch (fault) {
            home.replaceChildren(make("p", { class: "note" }, (fault as Fault).message));
        }
    }
}

function factsOf(facts: [string, Node | string][]): HTMLElement {
    return make("dl", { class: "facts" }, ...facts.map(([term, fact]) => make("div", {}, make("dt", {}, term), make("dd", {}, fact))));
}

function picture(address: URL, where: string, moment: number): HTMLElement {
    const image = make("img", { src: address.href, alt: `Picture ${where} the hole`, loading: "lazy" });
    const figure = make("figure", {}, image, make("figcaption", {}, `${where}, ${clock.text(moment)}`));
    image.addEventListener("error", () => image.replaceWith(make("p", { class: "note" }, "There is no picture of that moment.")));
    return figure;
}
