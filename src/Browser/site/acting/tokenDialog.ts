import { make } from "../../shared/dom";
import { button, Dialog } from "./dialog";

/** Whether a header can hold it. */
export function canBeToken(words: string): boolean {
    return /^[\x21-\x7e]+$/.test(words);
}

/** Asks for the token of the host, and says why; gives nothing if it is closed. */
export function askToken(words: string): Promise<string | undefined> {
    return new Promise((resolve) => {
        let given: string | undefined;
        const dialog = new Dialog(["Who may do that?"], () => resolve(given));
        const input = make("input", { type: "password", id: "token", autocomplete: "off", required: "" });
        const why = make("p", { role: "status" }, words);
        const accept = () => {
            const typed = input.value.trim();
            if (typed === "") return;
            if (!canBeToken(typed)) {
                why.textContent = "That cannot be a token: it has only letters, digits and signs of ASCII, and no spaces.";
                return input.select();
            }
            given = typed;
            dialog.close();
        };
        input.addEventListener("keydown", (event) => {
            if (event.key === "Enter") accept();
        });
        dialog.open();
        dialog.show([why, make("label", { class: "field" }, "Token", input)], [button("Go on", accept, "main")]);
        input.focus();
    });
}
