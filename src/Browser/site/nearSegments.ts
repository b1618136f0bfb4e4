import { segmentOf, type KnownSegment } from "../shared/segments";
import type { View } from "../shared/lane";
import { ask, type Fault } from "./api";
import { clock } from "./moments";
import { encoded } from "./names";

const mostHours = 200;
const pauseMilliseconds = 10_000;
const hourMicroseconds = 3600e6;

/** Single segments, by the listings of their hours, of archives whose listings are shown. */
export class NearSegments {
    private readonly hours = new Map<string, KnownSegment[]>();

    constructor(private readonly archive: string, private readonly came: () => void) {}

    /** Those of a stream that touch a range, as far as they are here; the rest comes. */
    within(channel: string, quality: string, view: View): KnownSegment[] {
        const found: KnownSegment[] = [];
        // A segment is at most an hour long.
        for (let hour = Math.floor(view.from / hourMicroseconds) - 1; hour * hourMicroseconds < view.to; hour++) {
            const name = clock.exact(hour * hourMicroseconds).slice(0, 13);
            found.push(...this.ofHour(channel, quality, name).filter(({ start, end }) => end > view.from && start < view.to));
        }
        return found;
    }

    /** Lists them again when they are seen next: there may be others by now. */
    forget(): void {
        this.hours.clear();
    }

    private ofHour(channel: string, quality: string, hour: string): KnownSegment[] {
        const path = `archives/${encodeURIComponent(this.archive)}/files/${encoded(channel)}/${encoded(quality)}/${hour}`;
        const known = this.hours.get(path);
        if (known) return known;
        this.hours.set(path, []);
        if (this.hours.size > mostHours) this.hours.delete(this.hours.keys().next().value!);
        void this.load(path, hour);
        return [];
    }

    private async load(path: string, hour: string): Promise<void> {
        try {
            const names = await ask<string[]>(path);
            this.hours.set(path, names.flatMap((name) => segmentOf(`${hour}/${name}`, clock) ?? []));
            this.came();
        } catch (fault) {
            // An hour that is not there has no segments to show; one that cannot be listed now may be seen again later.
            if ((fault as Fault).status !== 404) setTimeout(() => this.hours.delete(path), pauseMilliseconds);
        }
    }
}
