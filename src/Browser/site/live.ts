import type { Fault } from "./api";
import { top } from "./settings";

export interface Change {
    /** hello: everything may be another; archive: how it is being audited; work: what else is done about it; run: an audit has ended. */
    name: "hello" | "archive" | "work" | "run";
    data: { archive?: string; name?: string; streams?: string[] | null };
}

/** How the page hears of changes. */
export type Hearing = "live" | "asking" | "lost";

interface Message {
    name: string;
    data: Change["data"];
}

/** No answer, or one of a proxy that gets none. */
const gone = [0, 502, 504];
const silenceMilliseconds = 40_000;
const askEveryMilliseconds = 10_000;
const tryAgainMilliseconds = 60_000;

/** Hears of changes: by one connection of all tabs of this browser, held by one of them, which tells the others; or by asking now and then. */
export class Live {
    private readonly others = new BroadcastChannel(`pipeline-events ${top.pathname}`);
    private heard = Date.now();
    private hearing?: Hearing;
    private source?: EventSource;
    private opened = 0;
    private isLoading = false;
    private isToLoadAgain = false;

    /** Whoever is told that everything may be another says when it has asked for it, and what went wrong. */
    constructor(private readonly changed: (change: Change) => Promise<Fault | undefined>, private readonly hears: (hearing: Hearing) => void) {
        this.others.addEventListener("message", ({ data }) => this.take(data as Message));
        // Where there are no locks, as without an encrypted connection from elsewhere, a connection of each tab would soon leave none to ask by.
        if (navigator.locks) void navigator.locks.request(`pipeline-events ${top.pathname}`, () => new Promise(() => this.listen()));
        else this.set("asking");
        setInterval(() => this.check(), askEveryMilliseconds);
    }

    private listen(): void {
        this.source?.close();
        this.opened = Date.now();
        const source = (this.source = new EventSource(new URL("api/events", top)));
        for (const name of ["hello", "beat", "archive", "work", "run"])
            source.addEventListener(name, (event) => this.tell({ name, data: JSON.parse((event as MessageEvent<string>).data) }));
        source.addEventListener("error", () => {
            // A host that is gone is sought by the browser itself; one that refuses is asked now and then.
            if (source.readyState !== EventSource.CLOSED) return this.tell({ name: "lost", data: {} });
            this.source = undefined;
            this.tell({ name: "asking", data: {} });
            setTimeout(() => this.listen(), tryAgainMilliseconds);
        });
    }

    private tell(message: Message): void {
        this.others.postMessage(message);
        this.take(message);
    }

    private take({ name, data }: Message): void {
        if (name === "lost" || name === "asking") return this.set(name);
        this.heard = Date.now();
        this.set("live");
        if (name === "hello") void this.load();
        else if (name === "archive" || name === "work" || name === "run") void this.changed({ name, data });
    }

    private check(): void {
        const now = Date.now();
        if (this.hearing === "live" && now - this.heard > silenceMilliseconds) this.set(this.source ? "lost" : "asking");
        // A connection that is silent for so long is one that only seems to be.
        if (this.source && now - Math.max(this.heard, this.opened) > silenceMilliseconds) this.listen();
        if (this.hearing !== "live" && !this.isLoading) void this.load();
    }

    /** Has everything asked for anew, once at a time: what is told meanwhile is asked for afterwards. */
    private async load(): Promise<void> {
        this.isToLoadAgain = this.isLoading;
        if (this.isLoading) return;
        this.isLoading = true;
        try {
            do {
                this.isToLoadAgain = false;
                const fault = await this.changed({ name: "hello", data: {} });
                if (this.hearing !== "live") this.set(fault && gone.includes(fault.status) ? "lost" : "asking");
            } while (this.isToLoadAgain);
        } finally {
            this.isLoading = false;
        }
    }

    private set(hearing: Hearing): void {
        if (hearing === this.hearing) return;
        this.hearing = hearing;
        this.hears(hearing);
    }
}
