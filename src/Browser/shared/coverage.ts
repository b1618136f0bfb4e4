// What is covered of one stream, pooled so that nothing missing is ever lost. No document is needed here.

import { Class, classes, severity } from "./classes";

/** A column outside of what was audited. */
export const outside = 255;

/** How many steps of intensity there are. */
export const steps = 16;

/** How many numbers a span has where nothing is off: its start, and one for each class. */
const usual = 6;
const kinds = classes.length;

/** Moments since 1970 are doubles of a quarter of a microsecond, and parts of spans are rounded: what is left between them is nothing. */
const rounding = 0.5;

export class Coverage {
    readonly start: number;
    readonly end: number;
    private readonly starts: Float64Array;
    private readonly ends: Float64Array;

    /** For each class, the sum of all spans before the one of that number. */
    private readonly sums: Float64Array[];

    /**
     * @param spans So many numbers a span: its start, and how much of it is of each class. In time order, without overlap.
     * @param stride So many; seven where something is off.
     */
    constructor(start: number, length: number, private readonly spans: readonly number[], private readonly stride = usual) {
        this.start = start;
        this.end = start + length;
        const count = spans.length / stride;
        this.starts = new Float64Array(count);
        this.ends = new Float64Array(count);
        this.sums = Array.from({ length: kinds }, () => new Float64Array(count + 1));
        for (let i = 0; i < count; i++) {
            let total = 0;
            for (let c = 0; c < stride - 1; c++) {
                const part = spans[i * stride + 1 + c];
                total += part;
                this.sums[c][i + 1] = this.sums[c][i] + part;
            }
            this.starts[i] = spans[i * stride];
            this.ends[i] = this.starts[i] + total;
        }
    }

    /** How much of a range is of which class. Takes time with the logarithm of the spans. */
    mix(from: number, to: number): Float64Array {
        const mix = new Float64Array(kinds);
        this.mixBehind(0, from, to, mix);
        return mix;
    }

    /**
     * A range as so many columns, each by the worst class that it holds anything of: sixteen times the class, plus how much of the column it fills from
     * 1 to 15, or {@link outside}. Of the part it is the square root, so that little and less are told apart.
     */
    columns(from: number, to: number, width: number): Uint8Array {
        const columns = new Uint8Array(width);
        const mix = new Float64Array(kinds);
        let place = 0;
        let left = from;
        for (let x = 0; x < width; x++) {
            const right = from + ((to - from) * (x + 1)) / width;
            place = this.mixBehind(place, left, right, mix);
            columns[x] = this.column(mix, right - left);
            left = right;
        }
        return columns;
    }

    /** The first range from a moment on that is not full, or nothing. */
    spanAt(moment: number): { start: number; end: number } | undefined {
        const i = firstAbove(this.ends, moment);
        return i < this.starts.length && this.starts[i] <= moment ? { start: this.starts[i], end: this.ends[i] } : undefined;
    }

    private column(mix: Float64Array, length: number): number {
        for (const c of severity) {
            if (mix[c] > 0) return c * steps + Math.max(1, Math.min(steps - 1, Math.round(Math.sqrt(mix[c] / length) * (steps - 1))));
        }
        return outside;
    }

    /**
     * Measures a range.
     * @param place Number of a span; all before it end before the range.
     * @returns Such a number, for ranges that begin where this ends.
     */
    private mixBehind(place: number, from: number, to: number, into: Float64Array): number {
        for (let c = 0; c < kinds; c++) into[c] = 0;
        const left = Math.max(from, this.start);
        const right = Math.min(to, this.end);
        if (right <= left) return place;
        const first = firstAbove(this.ends, left, place);
        const last = firstNotBelow(this.starts, right, first) - 1;
        let others = 0;
        if (first <= last) {
            this.addPart(first, left, right, into);
            if (last > first) {
                this.addPart(last, left, right, into);
                for (let c = 0; c < kinds; c++) into[c] += this.sums[c][last] - this.sums[c][first + 1];
            }
            for (let c = Class.Suspect; c < kinds; c++) others += into[c];
        }
        const full = right - left - others;
        into[Class.Full] = full >= rounding || others === 0 ? full : 0;
        return first;
    }

    private addPart(i: number, left: number, right: number, into: Float64Array): void {
        const length = this.ends[i] - this.starts[i];
        const inside = Math.min(right, this.ends[i]) - Math.max(left, this.starts[i]);
        if (inside <= 0) return;
        for (let c = 0; c < this.stride - 1; c++) into[c] += (this.spans[i * this.stride + 1 + c] * inside) / length;
    }
}

/** Where the first number greater than a value stands in ascending ones, from a place on. */
function firstAbove(numbers: Float64Array, value: number, from = 0): number {
    return firstFrom(from, numbers.length, (i) => numbers[i] > value);
}

/** Where the first number not less than a value stands in ascending ones, from a place on. */
export function firstNotBelow(numbers: ArrayLike<number>, value: number, from = 0): number {
    return firstFrom(from, numbers.length, (i) => numbers[i] >= value);
}

/** The first place of which something is true that is true of all behind it as well. It is sought in longer and longer steps: what is near is found soon. */
function firstFrom(from: number, length: number, isBehind: (i: number) => boolean): number {
    let low = from;
    let step = 1;
    while (low + step <= length && !isBehind(low + step - 1)) {
        low += step;
        step *= 2;
    }
    let high = Math.min(length, low + step - 1);
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (isBehind(middle)) high = middle;
        else low = middle + 1;
    }
    return low;
}
