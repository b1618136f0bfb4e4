/** How long a frame is shown before anything is known of a video. */
const usualSeconds = 1 / 25;

/** How long a frame is shown, by when frames were: as long as the shortest time between two that was seen twice. A slow machine leaves frames out, and
 * at the border of two segments a single one may come sooner than frames do. */
export class FrameLength {
    private length = usualSeconds;
    private last?: number;
    /** The shortest since it began or broke off, and the shortest but one, which is how long a frame is. */
    private shortest = Infinity;
    private known = Infinity;

    get seconds(): number {
        return this.length;
    }

    /** A frame is shown, of that moment of the video. */
    note(moment: number): void {
        const gap = moment - (this.last ?? moment);
        this.last = moment;
        if (gap < 0.004 || gap > 0.11) return;
        const twice = Math.max(gap, this.shortest);
        if (twice < this.known) this.length = this.known = twice;
        this.shortest = Math.min(gap, this.shortest);
    }

    /** What comes now does not go on from there: another segment, or another place. What is known holds until more is. */
    breakOff(): void {
        this.last = undefined;
        this.shortest = this.known = Infinity;
    }
}
