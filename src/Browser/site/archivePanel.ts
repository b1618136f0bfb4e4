import { make, name } from "../shared/dom";
import { visible } from "../shared/visible";
import { count, duration, percent, plural } from "../shared/words";
import { ArchiveActions } from "./acting/actions";
import type { Work } from "./acting/work";
import { ask, type Fault } from "./api";
import { momentOf, now, since } from "./moments";
import { addressOf, changesOf, StreamTable } from "./streamTable";
import type { Archive, Replicas, StreamFigures, Streams } from "./types";

const exits: Record<number, string> = { 0: "all covered", 1: "with findings", 2: "failed", 3: "incomplete", 4: "coverage lost", 124: "budget spent" };

/** From where missing time can be filled. */
const verdicts: Record<string, string> = { fillable: "can be filled", lower: "are there in another quality only", nowhere: "are nowhere", unknown: "may be somewhere" };

/** What was told later than that after it was due looks old. */
const lateMicroseconds = 3600e6;

/** An archive in the overview. */
export class ArchivePanel {
    private readonly state = make("p", { class: "state" });
    private readonly progress = make("progress", { max: "1", value: "0", hidden: "", "aria-label": "Hours audited" });
    private readonly facts = make("dl", { class: "figures" });
    private readonly note = make("p", { class: "note", hidden: "" });
    private readonly copies = make("ul", { class: "copies" });
    private readonly table: StreamTable;
    private readonly actions: ArchiveActions;
    private archive: Archive;
    private streams: StreamFigures[] = [];
    /** How often it was asked what the ledger knows; what was asked for before what is shown is older. */
    private asked = 0;
    private shownAnswer = 0;

    readonly element: HTMLElement;

    constructor(archive: Archive) {
        this.archive = archive;
        this.table = new StreamTable(archive.name);
        const title = make("h2", { id: `archive-${archive.name}` }, make("a", { href: addressOf(archive.name).href }, name(archive.name)));
        this.actions = new ArchiveActions(archive.name, () => void this.load());
        const bar = make("div", { class: "bar" }, title, this.state, this.progress, this.actions.buttons);
        this.element = make("section", { class: "panel", "aria-labelledby": title.id }, bar, this.actions.refusal, this.note, this.actions.lines, this.facts, this.copies, this.table.element);
    }

    /** How much the last audit has changed. */
    get changes(): number {
        return this.streams.reduce((sum, stream) => sum + changesOf(stream.deltas).length, 0);
    }

    show(archive: Archive): void {
        this.archive = archive;
        this.actions.showArchive(archive);
        this.age();
    }

    showWork(work: Work): void {
        this.actions.showWork(work);
    }

    /** Tells times from now anew. */
    age(): void {
        const { activity, hoursDone, hoursTotal, due, lastRun, since: begun } = this.archive;
        const isRunning = activity === "running";
        this.actions.age();
        this.progress.hidden = !isRunning;
        this.progress.value = hoursTotal > 0 ? hoursDone / hoursTotal : 0;
        const words: (Node | string)[] = [];
        if (isRunning) words.push("being audited, begun ", since(momentOf(begun!)), hoursTotal > 0 ? `, ${count(hoursDone)} of ${plural(hoursTotal, "hour")}. ` : ". ");
        else if (activity === "waiting") words.push("about to be audited. ");
        if (!lastRun) words.push("Never audited. ");
        else {
            const how = lastRun.exit === null ? "cut off" : (exits[lastRun.exit] ?? `exit ${lastRun.exit}`);
            words.push("Audited ", since(momentOf(lastRun.end ?? lastRun.start)), `: ${how}. `);
        }
        if (due !== null) words.push("Next ", since(momentOf(due)), ".");
        this.state.replaceChildren(...words);
        this.state.classList.toggle("bad-state", lastRun?.exit === 2 || lastRun?.exit === 3 || lastRun?.exit === 4);
        this.element.classList.toggle("old", due !== null && !isRunning && now() - momentOf(due) > lateMicroseconds);
        if (lastRun?.failure) this.tell(`The last audit failed: ${lastRun.failure}`);
    }

    recolour(): void {
        this.table.recolour();
    }

    async load(): Promise<void> {
        const path = `api/archives/${encodeURIComponent(this.archive.name)}`;
        const number = ++this.asked;
        try {
            const [{ streams }, replicas] = await Promise.all([ask<Streams>(`${path}/streams`), ask<Replicas>(`${path}/replicas`), this.actions.load()]);
            if (number < this.shownAnswer) return;
            this.shownAnswer = number;
            this.streams = streams;
            this.tell(this.archive.lastRun?.failure ? `The last audit failed: ${this.archive.lastRun.failure}` : "");
            this.showFigures();
            this.showCopies(replicas);
            await this.table.show(streams);
        } catch (fault) {
            if (number < this.shownAnswer) return;
            this.element.classList.add("old");
            this.tell(`What the ledger knows cannot be shown: ${(fault as Fault).message}`);
        }
    }

    private tell(words: string): void {
        this.note.hidden = words === "";
        this.note.textContent = words;
    }

    private showFigures(): void {
        const sum = (of: (stream: StreamFigures) => number) => this.streams.reduce((total, stream) => total + of(stream), 0);
        const all = sum(({ microseconds }) => Object.values(microseconds).reduce((a, b) => a + b, 0));
        const covered = sum(({ microseconds: { full, suspect, partial } }) => full + suspect + partial);
        const facts: [string, Node | string][] = [
            ["Covered", percent(covered, all)],
            ["Missing", duration(sum(({ microseconds }) => microseconds.missing))],
            ["Holes", count(sum(({ holes }) => holes))],
            ["Longest hole", this.longestHole()],
            ["Changed", this.changedWords()],
        ];
        const silent = this.streams.filter(({ silentSince }) => silentSince !== null);
        if (silent.length > 0) facts.push(["Silent", plural(silent.length, "stream")]);
        const unverified = this.streams.flatMap(({ unverifiedFrom }) => unverifiedFrom ?? []).sort()[0];
        if (unverified) facts.push(["Oldest unverified", since(momentOf(unverified))]);
        this.facts.replaceChildren(...facts.map(([term, fact]) => make("div", {}, make("dt", {}, term), make("dd", {}, fact))));
    }

    private longestHole(): Node | string {
        const length = ({ longestHole }: StreamFigures) => (longestHole ? momentOf(longestHole.end) - momentOf(longestHole.start) : 0);
        const worst = this.streams.reduce<StreamFigures | undefined>((most, stream) => (length(stream) > (most ? length(most) : 0) ? stream : most), undefined);
        if (!worst) return "none";
        const stream = `${worst.channel}/${worst.quality}`;
        return make("a", { href: addressOf(this.archive.name, stream, worst.longestHole!.start).href, title: visible(stream) }, duration(length(worst)));
    }

    private changedWords(): string {
        const kinds = new Map<string, number>();
        for (const { deltas } of this.streams) for (const [kind, number] of changesOf(deltas)) kinds.set(kind, (kinds.get(kind) ?? 0) + number);
        return [...kinds].map(([kind, number]) => `${count(number)} ${kind}`).join(", ") || "nothing";
    }

    private showCopies({ replicas, compared, holes }: Replicas): void {
        this.copies.replaceChildren(
            ...replicas.map((replica) => {
                const words = replica.compared === null && replica.cause === null
                    ? "not compared yet"
                    : replica.complete
                    ? `${count(replica.missing)} missing here, ${count(replica.extra)} extra here`
                    : `could not be asked about everything${replica.cause ? `: ${replica.cause}` : ""}`;
                return make("li", { class: replica.complete || replica.cause === null ? "" : "bad-state" }, make("strong", {}, name(replica.name)), " ", name(words));
            }),
            ...Object.entries(holes?.microseconds ?? {})
                .filter(([, microseconds]) => microseconds > 0)
                .map(([verdict, microseconds]) => make("li", {}, `${duration(microseconds)} missing ${verdicts[verdict] ?? verdict}`)),
            ...(compared && replicas.length > 0 ? [make("li", { class: "quiet" }, "compared ", since(momentOf(compared)))] : []),
        );
    }
}
