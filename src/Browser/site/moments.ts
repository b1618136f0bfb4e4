import { make } from "../shared/dom";
import { Clock, duration } from "../shared/words";

/** Moments are microseconds since 1970 here, which a number holds exactly. */
export const clock = new Clock(0);

/** Reads a time as the host writes it: 2026-03-28T22:00:02.010000Z. */
export function momentOf(text: string): number {
    const fraction = /\.(\d{1,6})/.exec(text)?.[1] ?? "";
    return Date.parse(`${text.slice(0, 19)}Z`) * 1000 + Number(fraction.padEnd(6, "0"));
}

export function momentOr(text: string | null): number | undefined {
    return text === null ? undefined : momentOf(text);
}

export function now(): number {
    return Date.now() * 1000;
}

/** How long ago something was, or how soon it will be, with the time itself as its tip. */
export function since(moment: number): HTMLElement {
    const distance = now() - moment;
    const words = Math.abs(distance) < 1e6 ? "now" : distance > 0 ? `${short(distance)} ago` : `in ${short(-distance)}`;
    return make("time", { datetime: clock.exact(moment), title: clock.toSecond(moment) }, words);
}

/** The largest unit and the next, seconds only of what is less than a minute. */
function short(microseconds: number): string {
    return duration(microseconds < 60e6 ? Math.ceil(microseconds / 1e6) * 1e6 : Math.floor(microseconds / 60e6) * 60e6).replace(".000", "").replace(/\u00a000\u00a0s$/, "");
}
