import { byId, make, name } from "../shared/dom";
import { Theme } from "../shared/theme";
import { Fault } from "./api";
import { Live, type Change, type Hearing } from "./live";
import { clock, now } from "./moments";
import { Overview } from "./overview";
import { settings, top } from "./settings";
import { Timeline } from "./timeline";

/** What a page of the site does. */
export interface Page {
    /** Gives what went wrong when it asked, if anything. */
    changed(change: Change): Promise<Fault | undefined>;
    /** Draws in the colours that are on now: on paper all, else what is seen. */
    recolour(isForPaper: boolean): void;
}

const words: Record<Hearing, string> = { live: "live", asking: "asked every 10 s", lost: "the host does not answer" };

function hears(hearing: Hearing): void {
    byId("live").className = `live ${hearing}`;
    byId("live").textContent = hearing === "lost" ? `${words.lost}; as of ${clock.toSecond(now())}` : words[hearing];
    document.body.classList.toggle("stale", hearing === "lost");
}

function showSurroundings(): void {
    if (settings.logo) byId("home").prepend(make("img", { src: new URL("site/logo", top).href, alt: "", class: "logo" }));
    byId("links").append(...settings.links.map(({ text, address }) => make("a", { href: address, rel: "noreferrer" }, text)));
}

function open(): Page {
    const path = location.pathname.slice(top.pathname.length);
    const archive = /^archives\/([^/]+)$/.exec(path)?.[1];
    if (archive === undefined) return new Overview(byId("main"));
    byId("crumb").append(name(decodeURIComponent(archive)));
    document.title = `${decodeURIComponent(archive)} – ${settings.title}`;
    return new Timeline(byId("main"), decodeURIComponent(archive));
}

addEventListener("unhandledrejection", (event) => {
    // What the host cannot answer is told where it was asked for; the rest is a defect and stays in the console.
    if (event.reason instanceof Fault) event.preventDefault();
});
showSurroundings();
const page = open();
const theme = new Theme(() => page.recolour(false));
new Live((change) => page.changed(change), hears);
addEventListener("beforeprint", () => {
    theme.startPrinting();
    page.recolour(true);
});
addEventListener("afterprint", () => {
    theme.endPrinting();
    page.recolour(false);
});
