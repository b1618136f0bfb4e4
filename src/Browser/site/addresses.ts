import { clock } from "./moments";
import { encoded } from "./names";
import { top } from "./settings";

/** Addresses of what a published archive shows, of a stream that is named CHANNEL/QUALITY. */
export class Addresses {
    constructor(private readonly archive: string) {}

    /** Of the archive here, or of another copy of it, through this host. */
    playlist(stream: string, from: number, to: number, copy?: string): URL {
        const query = { start: clock.exact(from), end: clock.exact(to) };
        if (copy === undefined) return this.make("playlist", stream, ".m3u8", query);
        return addressOf(`api/archives/${encodeURIComponent(this.archive)}/replicas/${encodeURIComponent(copy)}/playlist`, stream, ".m3u8", query);
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
        return addressOf(`archives/${encodeURIComponent(this.archive)}/${what}`, stream, ending, query);
    }
}

function addressOf(path: string, stream: string, ending: string, query: Record<string, string>): URL {
    const address = new URL(`${path}/${stream.split("/").map(encoded).join("/")}${ending}`, top);
    for (const [key, value] of Object.entries(query)) address.searchParams.set(key, value);
    return address;
}
