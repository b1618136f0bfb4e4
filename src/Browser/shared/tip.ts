import { classes } from "./classes";
import type { Coverage } from "./coverage";
import { make, name } from "./dom";
import type { KnownSegment } from "./segments";
import { duration, durationInFull, percent, type Clock } from "./words";

/** What the pointer is over. */
export interface Place {
    stream: string;
    coverage?: Coverage;
    segment?: KnownSegment;
    moment: number;
    /** How much time a pixel is. */
    pixel: number;
}

/** A note beside the pointer. It tells nothing that the lists do not tell as well. */
export class Tip {
    readonly element = make("div", { class: "tip", "aria-hidden": "true", hidden: "" });

    constructor(private readonly clock: Clock) {}

    hide(): void {
        this.element.hidden = true;
    }

    show(place: Place, event: MouseEvent): void {
        this.element.hidden = false;
        this.element.replaceChildren(make("strong", {}, this.clock.text(Math.floor(place.moment))), name(place.stream), ...this.wordsOf(place));
        const { offsetWidth: width, offsetHeight: height } = this.element;
        const x = Math.min(event.clientX + 14, document.documentElement.clientWidth - width - 4);
        const isRoomBelow = event.clientY + 18 + height <= document.documentElement.clientHeight;
        const y = isRoomBelow ? event.clientY + 18 : Math.max(4, event.clientY - 12 - height);
        this.element.style.transform = `translate(${Math.max(4, x)}px, ${y}px)`;
    }

    private wordsOf({ coverage, segment, moment, pixel }: Place): Node[] {
        const mix = coverage?.mix(moment - pixel / 2, moment + pixel / 2);
        if (!mix || mix.every((part) => part === 0)) return [make("span", {}, "not audited")];
        const total = mix.reduce((sum, part) => sum + part);
        const parts = [...mix].flatMap((part, kind) => (part > 0 ? `${classes[kind].word} ${percent(part, total)}` : []));
        const words: Node[] = [make("span", {}, parts.join(", "))];
        const span = coverage!.spanAt(moment);
        if (span) words.push(make("span", {}, `${durationInFull(span.end - span.start)} from ${this.clock.text(span.start)}`));
        if (segment) words.push(make("span", {}, `${segment.kind} segment, ${duration(segment.end - segment.start)} from ${this.clock.text(segment.start)}`));
        if (segment?.path) words.push(name(segment.path));
        return words;
    }
}
