import { select } from "d3-selection";
import { zoom, zoomIdentity, zoomTransform, type ZoomBehavior } from "d3-zoom";
import type { View } from "./lane";

/** As near as one can come. */
const leastMicroseconds = 100_000;

/** Which range of time is seen, moved by wheel, drag and touch. */
export class Zoom {
    private readonly behaviour: ZoomBehavior<HTMLElement, unknown>;
    private width = 1;

    constructor(
        private readonly surface: HTMLElement,
        public start: number,
        public end: number,
        private readonly changed: (view: View) => void,
    ) {
        this.behaviour = zoom<HTMLElement, unknown>()
            .filter((event: Event) => !isSideways(event) && !(event as MouseEvent).button)
            .on("zoom", () => this.changed(this.view));
        this.resize();
        select(surface).call(this.behaviour).on("dblclick.zoom", null);
        surface.addEventListener("wheel", (event) => this.slide(event), { passive: false });
    }

    get view(): View {
        const { k, x } = zoomTransform(this.surface);
        const length = (this.end - this.start) / k;
        const from = Math.max(this.start, this.start - (x / this.width) * length);
        return { from, to: Math.min(this.end, from + length) };
    }

    /** Sets how far one can go; what is seen stays. */
    bound(start: number, end: number): void {
        const view = this.view;
        [this.start, this.end] = [start, end];
        this.resize();
        this.show(view.from, view.to);
    }

    /** Fits the zoom to the surface; what is seen stays. */
    resize(): void {
        const view = this.view;
        this.width = Math.max(1, this.surface.clientWidth);
        const height = Math.max(1, this.surface.clientHeight);
        this.behaviour
            .extent([[0, 0], [this.width, height]])
            .translateExtent([[0, -Infinity], [this.width, Infinity]])
            .scaleExtent([1, Math.max(1, (this.end - this.start) / leastMicroseconds)]);
        this.show(view.from, view.to);
    }

    show(from: number, to: number): void {
        const whole = this.end - this.start;
        const length = Math.min(whole, Math.max(to - from, Math.min(leastMicroseconds, whole)));
        const middle = (from + to) / 2;
        const left = Math.max(this.start, Math.min(this.end - length, middle - length / 2));
        const k = whole / length;
        const transform = zoomIdentity.translate((-(left - this.start) / length) * this.width, 0).scale(k);
        this.behaviour.transform(select(this.surface), transform);
    }

    showAll(): void {
        this.show(this.start, this.end);
    }

    zoomBy(factor: number): void {
        this.behaviour.scaleBy(select(this.surface), factor);
    }

    /** Moves by a part of what is seen. */
    moveBy(part: number): void {
        this.behaviour.translateBy(select(this.surface), (-part * this.width) / zoomTransform(this.surface).k, 0);
    }

    private slide(event: WheelEvent): void {
        if (!isSideways(event)) return;
        event.preventDefault();
        this.moveBy((event.deltaX || event.deltaY) / this.width);
    }
}

function isSideways(event: Event): boolean {
    return event instanceof WheelEvent && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY));
}
