import { make, name } from "../../shared/dom";
import { count, durationInFull, plural } from "../../shared/words";
import { ask, Fault } from "../api";
import { clock, momentOf } from "../moments";
import { addressOf } from "../streamTable";
import { act } from "./act";
import { button, Dialog } from "./dialog";
import { size } from "./sizes";
import type { Filling, Plan, PlanAnswer, Work } from "./work";
import { figuresOf, filledWords, progressWords } from "./workWords";

const askEveryMilliseconds = 500;

/** Fills an archive: first it is found out what that would do, and only then is it done. */
export class FillDialog {
    private readonly path: string;
    private readonly dialog: Dialog;
    private timer = 0;

    constructor(private readonly archive: string) {
        this.path = `api/archives/${encodeURIComponent(archive)}`;
        this.dialog = new Dialog(["Fill ", name(archive)], () => clearTimeout(this.timer));
    }

    open(): void {
        this.dialog.open();
        void this.plan();
    }

    private async plan(): Promise<void> {
        this.tell("Finding out what is missing here and which copy has it…", []);
        await this.trying("No plan was made", async () => {
            await act("POST", `${this.path}/plan`);
            const planned = await this.follow((filling) => this.tell(filling.hours > 0 ? `${plural(filling.hours, "hour")} with something missing so far, ${plural(filling.wanted, "file")}…` : "Comparing with the copies…", []));
            if (!planned) return;
            const { plan, failure } = await ask<PlanAnswer>(`${this.path}/plan`);
            if (plan) this.showPlan(plan);
            else this.tell(`No plan was made: ${failure ?? "it was given up"}.`, [this.again()]);
        });
    }

    private async fill(): Promise<void> {
        this.tell("About to be filled…", []);
        await this.trying("Nothing was filled", async () => {
            await act("POST", `${this.path}/runs?kind=fill`);
            const filling = await this.follow((filling) => this.showProgress(filling));
            if (!filling) return;
            const { failure, last } = filling;
            if (failure !== null) this.tell(`The filling failed: ${failure}.`, [this.again()]);
            else this.tell(last ? sentence(`${filledWords(last)}. The next audit sees what is there now.`) : "The filling came to no end.", [button("Audit now", () => void this.audit())]);
        });
    }

    private async audit(): Promise<void> {
        await this.trying("The audit was not started", async () => {
            await act("POST", `${this.path}/runs?kind=audit`);
            this.dialog.close();
        });
    }

    /** Until nothing is under way or asked for any more, or the dialog is closed: then it gives nothing. */
    private async follow(show: (filling: Filling) => void): Promise<Filling | undefined> {
        while (this.dialog.isOpen) {
            const { filling } = await ask<Work>(`${this.path}/work`);
            if (!this.dialog.isOpen) break;
            if (!filling) throw new Fault("it is not filled by this host any more", 0);
            if (filling.activity === "idle" && filling.asked === null) return filling;
            show(filling);
            await new Promise((done) => (this.timer = setTimeout(done, askEveryMilliseconds)));
        }
        return undefined;
    }

    private async trying(what: string, act: () => Promise<void>): Promise<void> {
        try {
            await act();
        } catch (fault) {
            this.tell(`${what}: ${(fault as Fault).message}.`, [this.again()]);
        }
    }

    private tell(words: string, buttons: HTMLButtonElement[]): void {
        this.dialog.show([make("p", { role: "status" }, words)], buttons);
    }

    private again(): HTMLButtonElement {
        return button("Try again", () => void this.plan());
    }

    private showProgress(filling: Filling): void {
        const bar = make("progress", { max: "1", "aria-label": "Files fetched" });
        if (filling.wanted > 0) bar.value = filling.done / filling.wanted;
        this.dialog.show([make("p", { role: "status" }, sentence(`${progressWords(filling)}.`)), bar, make("p", { class: "quiet" }, "It goes on when this is closed.")], []);
    }

    private showPlan(plan: Plan): void {
        const parts: Node[] = [make("p", { role: "status" }, summaryOf(plan))];
        if (plan.cause !== null) parts.push(make("p", { class: "note" }, `A copy could not be asked about everything: ${plan.cause}.`));
        if (plan.files > 0) parts.push(factsOfPlan(plan));
        if (plan.maxFiles !== null && plan.maxFiles < plan.files) parts.push(make("p", { class: "quiet" }, `One filling fetches ${plural(plan.maxFiles, "file")} at most, what covers holes first.`));
        if (plan.holes.length > 0) parts.push(this.holesOf(plan));
        const buttons = [button("Plan anew", () => void this.plan())];
        if (plan.files > 0) buttons.unshift(button("Fill now", () => void this.fill(), "main"));
        this.dialog.show(parts, buttons);
    }

    private holesOf({ holes, holeCount }: Plan): HTMLElement {
        const rows = holes.map((hole) => {
            const stream = `${hole.channel}/${hole.quality}`;
            const [start, length] = [momentOf(hole.start), momentOf(hole.end) - momentOf(hole.start)];
            const part = hole.closedMicroseconds === length ? "all of it" : `${durationInFull(hole.closedMicroseconds)} of it`;
            return make(
                "tr",
                {},
                make("th", { scope: "row" }, make("a", { href: addressOf(this.archive, stream, hole.start).href }, clock.text(start))),
                make("td", {}, name(stream)),
                make("td", {}, durationInFull(length)),
                make("td", {}, part),
                make("td", {}, name(hole.replicas.join(", "))),
            );
        });
        const head = make("thead", {}, make("tr", {}, ...["Hole from", "Stream", "Length", "Closed", "From"].map((words) => make("th", { scope: "col" }, words))));
        const table = make("table", { class: "entries" }, head, make("tbody", {}, ...rows));
        const rest = holeCount - holes.length;
        return make("div", { class: "scroll dialog-list", tabindex: "0", role: "region", "aria-label": "Holes that would be closed" }, table, ...(rest > 0 ? [make("p", { class: "quiet" }, `and ${plural(rest, "other hole")}, of which less would be closed`)] : []));
    }
}

function summaryOf({ files, holeCount, closedMicroseconds }: Plan): string {
    if (files === 0) return "No copy has anything that is missing here. There is nothing to fill.";
    const fetched = `${plural(files, "file")} would be fetched`;
    return holeCount === 0 ? `${fetched}. They cover no hole.` : `${fetched}, and close ${durationInFull(closedMicroseconds)} of ${plural(holeCount, "hole")}. Nothing has been fetched yet.`;
}

function factsOfPlan({ files, bytes, bytesExact, replicas }: Plan): HTMLElement {
    const sizes = bytes === null ? "not told by the copies" : bytesExact ? size(bytes) : `about ${size(bytes)}`;
    return figuresOf([["Files", count(files)], ["Size", sizes], ...replicas.map((copy): [string, Node] => ["From", make("span", {}, name(copy.name), `: ${plural(copy.files, "file")}`)])]);
}

function sentence(words: string): string {
    return words.charAt(0).toUpperCase() + words.slice(1);
}
