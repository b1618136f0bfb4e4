import { clock } from "./moments";
import { encoded } from "./names";
import { top } from "./settings";

/** Addresses of what a published archive shows, of a stream that is named CHANNEL/QUALITY. */
export class Addresses {
    constructor(private readonly archive: string) {}

    playlist(stream: string, from: number, to: number): URL {
        return this.make("playlist", stream, ".m3u8", { start: clock.exact(from), end: clock.exact(to) });
    }

    frame(stream: string, moment: number): URL {
        return this.make("frame", stream, ".png", { timestamp: clock.exact(moment) });
    }

    cut(stream: string, from: number, to: number, type: string): URL {
        return this.make("cut", stream, ".ts", { start: clock.exact(from), end: clock.exact(to), type, allow_holes: "true" });
    }

    why(stream: string, moment: number): string {
        return this.make("why", stream, "", { timestamp: clock.exact(moment) }).href;
    }

    private make(what: string, stream: string, ending: string, query: Record<string, string>): URL {
        const address = new URL(`archives/${encodeURIComponent(this.archive)}/${what}/${stream.split("/").map(encoded).join("/")}${ending}`, top);
        for (const [key, value] of Object.entries(query)) address.searchParams.set(key, value);
        return address;
    }
}
