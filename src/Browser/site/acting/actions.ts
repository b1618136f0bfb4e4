import { make } from "../../shared/dom";
import { ask, type Fault } from "../api";
import { settings } from "../settings";
import type { Archive } from "../types";
import { act } from "./act";
import { button } from "./dialog";
import { FillDialog } from "./fillDialog";
import type { Work } from "./work";
import { fillingLine, verificationLine, type Line } from "./workWords";

/** What can be done with an archive, and what is being done beside auditing it. */
export class ArchiveActions {
    private readonly path: string;
    private readonly audit = button("Audit now", () => void this.start("audit", this.audit, "The audit was not started"));
    private readonly verify = button("Verify now", () => void this.start("verify", this.verify, "The verification was not started"));
    private readonly fill: HTMLButtonElement;
    private work?: Work;
    /** How many times it was told what is done; what was asked for before is older. */
    private told = 0;

    readonly buttons = make("div", { class: "buttons" });
    readonly lines = make("ul", { class: "work" });
    /** Why what was pressed last was not started. It stays whatever the host tells since. */
    readonly refusal = make("p", { class: "note refusal", role: "alert", hidden: "" });

    constructor(archive: string, private readonly ended: () => void) {
        this.path = `api/archives/${encodeURIComponent(archive)}`;
        this.fill = button("Fill…", () => new FillDialog(archive).open());
        if (settings.actions) this.buttons.append(this.audit);
    }

    showArchive({ activity }: Archive): void {
        this.audit.disabled = activity !== "idle";
    }

    /** Asks what is done. Tells whether something has ended since it was shown last. */
    async load(): Promise<boolean> {
        const { told } = this;
        const work = await ask<Work>(`${this.path}/work`);
        return told === this.told && this.take(work);
    }

    /** The host tells by itself what is done. */
    showWork(work: Work): void {
        this.told++;
        if (this.take(work)) this.ended();
    }

    private take(work: Work): boolean {
        const hasEnded = this.work !== undefined && (work.filling?.ended !== this.work.filling?.ended || work.verification?.last?.end !== this.work.verification?.last?.end);
        this.work = work;
        this.age();
        if (settings.actions) this.showButtons(work);
        return hasEnded;
    }

    private showButtons(work: Work): void {
        this.verify.disabled = work.verification?.activity !== "idle";
        if (work.verification && !this.verify.isConnected) this.buttons.append(this.verify);
        if (work.filling && !this.fill.isConnected) this.buttons.append(this.fill);
    }

    /** Tells times from now anew. */
    age(): void {
        const { verification, filling } = this.work ?? {};
        const lines = [verification && verificationLine(verification), filling && fillingLine(filling)].filter((line) => line !== undefined && line !== null);
        this.lines.replaceChildren(...lines.map(itemOf));
    }

    private async start(kind: string, pressed: HTMLButtonElement, refused: string): Promise<void> {
        pressed.disabled = true;
        this.refusal.hidden = true;
        try {
            await act("POST", `${this.path}/runs?kind=${kind}`);
        } catch (fault) {
            pressed.disabled = false;
            this.refusal.textContent = `${refused}: ${(fault as Fault).message}`;
            this.refusal.hidden = false;
            return;
        }
        // It may have come to nothing that the host tells of by itself. Where it does not answer, everything is asked for later.
        if (await this.load().catch(() => false)) this.ended();
    }
}

function itemOf({ words, part, isBad }: Line): HTMLElement {
    const item = make("li", isBad ? { class: "bad-state" } : {}, ...words);
    if (part === undefined) return item;
    const bar = make("progress", { max: "1", "aria-label": "How far it is" });
    bar.value = part;
    item.append(" ", bar);
    return item;
}
