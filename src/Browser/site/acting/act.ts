import { Fault, reach } from "../api";
import { top } from "../settings";
import { askToken } from "./tokenDialog";

/** The token stays with this tab: in no cookie, no address, and gone when the tab is closed. */
const key = `pipeline-token ${top.pathname}`;

/** Has the host do something. Where it asks for a token, so is whoever looks at the page, once. */
export async function act(method: "POST" | "DELETE", path: string, body?: unknown): Promise<Response> {
    while (true) {
        const token = sessionStorage.getItem(key);
        const headers: Record<string, string> = {};
        if (token !== null) headers.Authorization = `Bearer ${token}`;
        if (body !== undefined) headers["Content-Type"] = "application/json";
        try {
            return await reach(new URL(path, top), { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
        } catch (fault) {
            if ((fault as Fault).status !== 401) throw fault;
            sessionStorage.removeItem(key);
            const given = await askToken(token !== null);
            if (given === undefined) throw new Fault("no token was given", 401);
            sessionStorage.setItem(key, given);
        }
    }
}
