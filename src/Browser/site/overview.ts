import { make } from "../shared/dom";
import type { Work } from "./acting/work";
import { ArchivePanel } from "./archivePanel";
import { ask, type Fault } from "./api";
import type { Change } from "./live";
import type { Archive } from "./types";

/** All archives of the host, those with changes first. */
export class Overview {
    private readonly panels = new Map<string, ArchivePanel>();
    private readonly fault = make("p", { class: "banner warn", role: "alert", hidden: "" });
    private readonly list = make("div", { class: "archives" });
    /** What the host has told by itself of each archive; what was asked for before then is older. */
    private readonly told = new Map<string, Archive>();
    /** How often the host was asked for all; an answer to an earlier question than that of what is shown is older. */
    private asked = 0;
    private shownAnswer = 0;

    constructor(home: HTMLElement) {
        home.append(make("h1", { class: "unseen" }, "Archives"), this.fault, this.list);
        void this.load();
        // What is told from now grows old by itself.
        setInterval(() => this.panels.forEach((panel) => panel.age()), 30_000);
    }

    async changed({ name, data }: Change): Promise<Fault | undefined> {
        if (name === "hello") return this.load();
        if (name === "archive") this.hear(data as unknown as Archive);
        else if (name === "work") this.panels.get(data.name!)?.showWork(data as unknown as Work);
        else await this.panels.get(data.archive!)?.load();
        return undefined;
    }

    recolour(): void {
        this.panels.forEach((panel) => panel.recolour());
    }

    private async load(): Promise<Fault | undefined> {
        const number = ++this.asked;
        try {
            const before = new Map(this.told);
            const { archives } = await ask<{ archives: Archive[] }>("api/archives");
            if (number < this.shownAnswer) return undefined;
            this.shownAnswer = number;
            for (const archive of archives) {
                const told = this.told.get(archive.name);
                this.panelOf(archive).show(told === undefined || told === before.get(archive.name) ? archive : told);
            }
            await Promise.all([...this.panels.values()].map((panel) => panel.load()));
            this.sort();
            this.fault.hidden = true;
            return undefined;
        } catch (fault) {
            if (number < this.shownAnswer) return undefined;
            this.fault.textContent = `The archives cannot be shown: ${(fault as Fault).message}.`;
            this.fault.hidden = false;
            return fault as Fault;
        }
    }

    private hear(archive: Archive): void {
        this.told.set(archive.name, archive);
        this.panels.get(archive.name)?.show(archive);
    }

    private panelOf(archive: Archive): ArchivePanel {
        let panel = this.panels.get(archive.name);
        if (!panel) {
            panel = new ArchivePanel(archive);
            this.panels.set(archive.name, panel);
            this.list.append(panel.element);
        }
        return panel;
    }

    /** Stays as it is where it is in order, so that what has the focus keeps it. */
    private sort(): void {
        const order = [...this.panels.values()].sort((a, b) => b.changes - a.changes);
        if (order.some((panel, i) => this.list.children[i] !== panel.element)) this.list.append(...order.map((panel) => panel.element));
    }
}
