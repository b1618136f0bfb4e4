import type HlsPlayer from "hls.js/light";
import { withHoles, type Told } from "./jumps";
import { momentOf } from "./moments";

/** So near to the end of the last segment a picture that does not go on has come to its end: browsers keep back the last pictures of what is not said to be over. */
const endSeconds = 3;

/** What the player says of video that it, or the browser, makes nothing of. */
const unreadable = /^(fragParsing|bufferA|bufferIncompatible|manifestIncompatible)/;

export interface ReelOwner {
    /** A segment is shown; it begins at so many seconds of the video. */
    entered(start: number, told: Told): void;
    failed(isNothingThere: boolean, words: string): void;
    ready(): void;
}

/** One playlist in a video. */
export class Reel {
    private told = new Map<string, Told>();
    /** How long each segment is by the playlist, as it was read first: the player writes over that what it finds in the files. */
    private readonly lengths = new Map<string, number>();
    private last = "";
    private shown = "";
    private endsAt = 0;
    private isWhole = false;
    private isClosed = false;

    private constructor(private readonly hls: HlsPlayer, private readonly video: HTMLVideoElement) {}

    /** Shows a playlist, unless something else is wanted by the time that the player is there. */
    static async open(address: URL, video: HTMLVideoElement, owner: ReelOwner, isWanted: () => boolean): Promise<Reel | undefined> {
        // @ts-expect-error The bundle lies beside this one, and is another on purpose.
        const { default: Hls } = (await import("./player.js")) as { default: typeof HlsPlayer };
        if (!isWanted()) return undefined;
        const hls = new Hls({ startPosition: 0, enableWorker: false, maxBufferLength: 30 });
        const reel = new Reel(hls, video);
        hls.on(Hls.Events.LEVEL_LOADED, (_, { details: { fragments } }) => reel.note(fragments));
        hls.on(Hls.Events.FRAG_CHANGED, (_, { frag }) => reel.enter(frag, owner));
        hls.on(Hls.Events.FRAG_BUFFERED, (_, { frag }) => (reel.isWhole ||= String(frag.sn) === reel.last));
        hls.on(Hls.Events.MANIFEST_PARSED, () => owner.ready());
        hls.on(Hls.Events.ERROR, (_, { fatal, details, response }) => {
            if (!fatal) return;
            const code = response?.code;
            const isOfNoUse = unreadable.test(details);
            if (isOfNoUse) reel.close();
            const words = isOfNoUse ? `this browser cannot read this video (${details})` : `${details}${code ? ` (${code})` : ""}`;
            owner.failed(code === 404 || details.includes("Empty"), words);
        });
        hls.loadSource(address.href);
        hls.attachMedia(video);
        return reel;
    }

    /** Whether what is shown is the end of it. A playlist that ends in a hole does not say that it is at its end: somebody may fill it. */
    get isAtEnd(): boolean {
        const { video } = this;
        if (video.ended) return true;
        return this.isWhole && this.shown === this.last && video.currentTime > this.endsAt - endSeconds;
    }

    close(): void {
        if (!this.isClosed) this.hls.destroy();
        this.isClosed = true;
    }

    /** What the playlist tells of its segments; it is read again where it may still grow. */
    private note(fragments: { sn: number | string; rawProgramDateTime: string | null; duration: number }[]): void {
        const segments = fragments.map(({ rawProgramDateTime, duration }) => {
            const named = rawProgramDateTime ?? "";
            const length = this.lengths.get(named) ?? Math.round(duration * 1e6);
            this.lengths.set(named, length);
            return { moment: momentOf(named), end: momentOf(named) + length };
        });
        this.told = new Map(withHoles(segments).map((one, i) => [String(fragments[i].sn), one]));
        this.last = String(fragments.at(-1)?.sn ?? "");
    }

    private enter({ sn, start, duration }: { sn: number | string; start: number; duration: number }, owner: ReelOwner): void {
        this.shown = String(sn);
        this.endsAt = start + duration;
        const told = this.told.get(this.shown);
        if (told) owner.entered(start, told);
    }
}
