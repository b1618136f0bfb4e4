import { make, name } from "../../shared/dom";
import { ask, type Fault } from "../api";
import { clock, momentOf, since } from "../moments";
import { settings } from "../settings";
import { act } from "./act";
import { button } from "./dialog";
import { excusesChanged, type Excuse } from "./excuse";

/** The excuses of an archive; not there if it has none. */
export class ExcusePanel {
    private readonly path: string;
    private readonly fault = make("p", { class: "note", role: "status", hidden: "" });
    private readonly list = make("ul", { class: "excuses" });

    readonly element = make("section", { class: "panel", "aria-labelledby": "excuses-title", hidden: "" }, make("h2", { id: "excuses-title", tabindex: "-1" }, "Excused"), this.fault, this.list);

    constructor(archive: string) {
        this.path = `api/archives/${encodeURIComponent(archive)}/excuses`;
        addEventListener(excusesChanged, () => void this.load());
        void this.load();
    }

    async load(): Promise<void> {
        try {
            const { excuses } = await ask<{ excuses: Excuse[] }>(this.path);
            this.fault.hidden = true;
            this.element.hidden = excuses.length === 0;
            this.list.replaceChildren(...excuses.map((excuse) => this.itemOf(excuse)));
        } catch (fault) {
            this.tell(`What is excused cannot be shown: ${(fault as Fault).message}.`);
        }
    }

    private itemOf(excuse: Excuse): HTMLElement {
        const range = make("span", {}, `${clock.text(momentOf(excuse.start))} – ${clock.text(momentOf(excuse.end))} of `, name(`${excuse.channel}/${excuse.quality}`));
        const more: (Node | string)[] = ["said ", since(momentOf(excuse.given)), ...(excuse.by === null ? [] : [" by ", name(excuse.by)])];
        if (excuse.until !== null) more.push(", holds until ", clock.toSecond(momentOf(excuse.until)));
        const item = make("li", {}, range, make("strong", {}, name(excuse.reason)), make("span", { class: "quiet" }, ...more));
        if (settings.actions) item.append(button("Take back", () => void this.takeBack(excuse)));
        return item;
    }

    private async takeBack({ id }: Excuse): Promise<void> {
        try {
            await act("DELETE", `${this.path}/${id}`);
            await this.load();
            // The panel goes with the last of them.
            document.querySelector<HTMLElement>(this.element.hidden ? ".surface" : "#excuses-title")?.focus();
        } catch (fault) {
            this.tell(`It is not taken back: ${(fault as Fault).message}.`);
        }
    }

    private tell(words: string): void {
        this.fault.textContent = words;
        this.fault.hidden = false;
        this.element.hidden = false;
    }
}
