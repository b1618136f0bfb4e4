import { make } from "../../shared/dom";

/** A dialog that takes the focus, gives it back, and closes with Escape. It is in the page only while it is open. */
export class Dialog {
    private static count = 0;
    private readonly body = make("div", { class: "dialog-body" });
    private readonly buttons = make("div", { class: "buttons" });
    private readonly element: HTMLDialogElement;
    private before: Element | null = null;

    constructor(title: (Node | string)[], private readonly closed: () => void = () => {}) {
        const heading = make("h2", { id: `dialog-title-${++Dialog.count}`, tabindex: "-1" }, ...title);
        this.element = make("dialog", { class: "dialog", "aria-labelledby": heading.id }, heading, this.body, this.buttons);
        this.element.addEventListener("close", () => {
            this.element.remove();
            // What had the focus may be gone, or be of no use for now.
            if (this.before instanceof HTMLElement && this.before.isConnected) this.before.focus();
            this.closed();
        });
    }

    get isOpen(): boolean {
        return this.element.open;
    }

    open(): void {
        this.before = document.activeElement;
        document.body.append(this.element);
        this.element.showModal();
    }

    close(): void {
        this.element.close();
    }

    /** Shows other contents and buttons. A button that had the focus and is gone leaves it to the title. */
    show(contents: Node[], buttons: HTMLButtonElement[]): void {
        const hadFocus = this.element.contains(document.activeElement);
        this.body.replaceChildren(...contents);
        this.buttons.replaceChildren(...buttons, button("Close", () => this.close()));
        if (hadFocus && !this.element.contains(document.activeElement)) this.element.querySelector("h2")!.focus();
    }
}

export function button(words: Node | string, act: () => void, kind = ""): HTMLButtonElement {
    const made = make("button", { type: "button", class: `button ${kind}`.trim() }, words);
    made.addEventListener("click", act);
    return made;
}
