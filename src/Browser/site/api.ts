import { top } from "./settings";

/** What the host says when it cannot answer, or that it does not answer. */
export class Fault extends Error {
    constructor(message: string, readonly status: number) {
        super(message);
    }
}

/** Asks the host. What it has said before is only confirmed, where nothing has changed. */
export async function ask<T>(path: string, query: Record<string, string | number | undefined> = {}, signal?: AbortSignal): Promise<T> {
    const address = new URL(path, top);
    for (const [key, value] of Object.entries(query)) if (value !== undefined) address.searchParams.set(key, String(value));
    const reply = await reach(address, { cache: "no-cache", signal });
    return (await reply.json()) as T;
}

/** Asks whether there is something at an address. */
export async function look(address: URL): Promise<void> {
    await reach(address, { method: "HEAD" });
}

/** What the host answers, if it can. */
export async function reach(address: URL, how: RequestInit): Promise<Response> {
    let reply: Response;
    try {
        reply = await fetch(address, { credentials: "same-origin", referrerPolicy: "no-referrer", ...how });
    } catch (cause) {
        if ((cause as Error).name === "AbortError") throw cause;
        throw new Fault("the host does not answer", 0);
    }
    if (!reply.ok) throw new Fault(await detailOf(reply), reply.status);
    return reply;
}

async function detailOf(reply: Response): Promise<string> {
    try {
        return String((await reply.json()).detail);
    } catch {
        return `the host answers ${reply.status}`;
    }
}
