import { top } from "./settings";

export interface Change {
    /** hello: everything may be another; archive: what it is doing; run: an audit has ended. */
    name: "hello" | "archive" | "run";
    data: { archive?: string; name?: string; streams?: string[] | null };
}

/** How the page hears of changes. */
export type Hearing = "live" | "asking" | "lost";

interface Message {
    name: string;
    data: Change["data"];
}

const silenceMilliseconds = 40_000;
const askEveryMilliseconds = 10_000;
const tryAgainMilliseconds = 60_000;

/** Hears of changes: by one connection of all tabs of this browser, held by one of them, which tells the others; or by asking now and then. */
export class Live {
    private readonly others = new BroadcastChannel(`pipeline-events ${top.pathname}`);
    private heard = Date.now();
    private hearing?: Hearing;
    private leads = false;

    constructor(private readonly changed: (change: Change) => void, private readonly hears: (hearing: Hearing) => void) {
        this.others.addEventListener("message", ({ data }) => this.take(data as Message));
        // Where there are no locks, as without an encrypted connection from elsewhere, each tab has its own.
        if (navigator.locks) void navigator.locks.request(`pipeline-events ${top.pathname}`, () => new Promise(() => this.lead()));
        else this.lead();
        setInterval(() => this.check(), askEveryMilliseconds);
    }

    private lead(): void {
        this.leads = true;
        const source = new EventSource(new URL("api/events", top));
        for (const name of ["hello", "beat", "archive", "run"])
            source.addEventListener(name, (event) => this.tell({ name, data: JSON.parse((event as MessageEvent<string>).data) }));
        source.addEventListener("error", () => {
            // A host that is gone is sought by the browser itself; one that refuses is asked now and then.
            if (source.readyState !== EventSource.CLOSED) return this.tell({ name: "lost", data: {} });
            this.tell({ name: "asking", data: {} });
            setTimeout(() => this.lead(), tryAgainMilliseconds);
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
        if (name === "hello" || name === "archive" || name === "run") this.changed({ name, data });
    }

    private check(): void {
        if (this.hearing === "live" && Date.now() - this.heard > silenceMilliseconds) this.set(this.leads ? "lost" : "asking");
        if (this.hearing !== "live") this.changed({ name: "hello", data: {} });
    }

    private set(hearing: Hearing): void {
        if (hearing === this.hearing) return;
        this.hearing = hearing;
        this.hears(hearing);
    }
}
