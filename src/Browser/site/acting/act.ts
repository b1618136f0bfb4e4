import { Fault, reach } from "../api";
import { top } from "../settings";
import { askToken } from "./tokenDialog";

/** The token stays with this tab: in no cookie, no address, and gone when the tab is closed. */
const key = `pipeline-token ${top.pathname}`;

/** Has the host do something. Where it asks for a token, so is whoever looks at the page; one that it takes is kept, one that it does not is not. */
export async function act(method: "POST" | "DELETE", path: string, body?: unknown): Promise<Response> {
    let token = sessionStorage.getItem(key);
    while (true) {
        const headers: Record<string, string> = {};
        if (token !== null) headers.Authorization = `Bearer ${token}`;
        if (body !== undefined) headers["Content-Type"] = "application/json";
        try {
            const reply = await reach(new URL(path, top), { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
            keep(token);
            return reply;
        } catch (fault) {
            const { status, message } = fault as Fault;
            // Who asks without a token is told 429 by a proxy, which a token does not help.
            const isAboutToken = status === 401 || (status === 429 && token !== null);
            if (!isAboutToken) {
                if (status > 0) keep(token);
                throw fault;
            }
            sessionStorage.removeItem(key);
            token = (await askToken(whyAsked(status, message, token))) ?? null;
            if (token === null) throw new Fault("no token was given", 401);
        }
    }
}

function keep(token: string | null): void {
    if (token !== null) sessionStorage.setItem(key, token);
}

function whyAsked(status: number, message: string, token: string | null): string {
    if (token === null) return "This host does something only for whoever knows its token. It is kept until this tab is closed.";
    return status === 401 ? "That is not the token of this host." : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
