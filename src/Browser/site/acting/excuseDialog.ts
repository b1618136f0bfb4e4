import { make, name } from "../../shared/dom";
import { type Fault } from "../api";
import { act } from "./act";
import { button, Dialog } from "./dialog";
import { excusesChanged } from "./excuse";

const longestReason = 500;

/** Says of a range that it is not expected to be covered, and why. */
export class ExcuseDialog {
    private readonly path: string;
    private readonly dialog: Dialog;
    private readonly fault = make("p", { class: "note", role: "alert", hidden: "" });
    private readonly reason = make("input", { maxlength: String(longestReason), autocomplete: "off", required: "" });
    private readonly start: HTMLInputElement;
    private readonly end: HTMLInputElement;
    private readonly until = make("input", { placeholder: "until it is taken back", autocomplete: "off" });

    constructor(archive: string, private readonly stream: string, start: string, end: string) {
        this.path = `api/archives/${encodeURIComponent(archive)}`;
        this.dialog = new Dialog(["Excuse a range of ", name(stream)]);
        this.start = make("input", { value: start, autocomplete: "off", required: "" });
        this.end = make("input", { value: end, autocomplete: "off", required: "" });
    }

    open(): void {
        const field = (words: string, input: HTMLInputElement) => make("label", { class: "field" }, words, input);
        const times = make("div", { class: "fields" }, field("From", this.start), field("To", this.end), field("Holds until", this.until));
        const words = "What is missing in it is no hole any more, from the next audit on; reports say why.";
        const form = make("form", { class: "dialog-body" }, make("p", {}, words), this.fault, field("Reason", this.reason), times);
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            void this.send();
        });
        // Without a button of its own, a form of several fields is not sent by Enter.
        form.append(make("input", { type: "submit", hidden: "" }));
        this.dialog.open();
        this.dialog.show([form], [button("Excuse", () => void this.send(), "main")]);
        this.reason.focus();
    }

    private async send(): Promise<void> {
        const until = this.until.value.trim();
        try {
            await act("POST", `${this.path}/excuses`, {
                stream: this.stream,
                start: this.start.value.trim(),
                end: this.end.value.trim(),
                reason: this.reason.value.trim(),
                until: until === "" ? null : until,
            });
        } catch (fault) {
            this.fault.textContent = `It is not excused: ${(fault as Fault).message}.`;
            this.fault.hidden = false;
            return;
        }
        dispatchEvent(new Event(excusesChanged));
        this.dialog.show([make("p", { role: "status" }, "It is kept. The next audit takes it as excused.")], [button("Audit now", () => void this.audit())]);
    }

    private async audit(): Promise<void> {
        try {
            await act("POST", `${this.path}/runs?kind=audit`);
            this.dialog.close();
        } catch (fault) {
            this.dialog.show([make("p", { role: "status" }, `It is kept. The audit was not started: ${(fault as Fault).message}.`)], []);
        }
    }
}
