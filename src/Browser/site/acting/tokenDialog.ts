import { make } from "../../shared/dom";
import { button, Dialog } from "./dialog";

/** Asks for the token of the host; gives nothing if it is closed. */
export function askToken(wasWrong: boolean): Promise<string | undefined> {
    return new Promise((resolve) => {
        let given: string | undefined;
        const dialog = new Dialog(["Who may do that?"], () => resolve(given));
        const input = make("input", { type: "password", id: "token", autocomplete: "off", required: "" });
        const why = wasWrong ? "That is not the token of this host." : "This host does something only for whoever knows its token. It is kept until this tab is closed.";
        const accept = () => {
            given = input.value.trim() || undefined;
            if (given !== undefined) dialog.close();
        };
        input.addEventListener("keydown", (event) => {
            if (event.key === "Enter") accept();
        });
        dialog.open();
        dialog.show([make("p", { role: "status" }, why), make("label", { class: "field" }, "Token", input)], [button("Go on", accept, "main")]);
        input.focus();
    });
}
