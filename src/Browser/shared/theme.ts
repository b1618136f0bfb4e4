import { byId } from "./dom";

const key = "pipeline-report-theme";

/** Light or dark: what the reader's system prefers, until the switch says otherwise. */
export class Theme {
    private readonly preferred = matchMedia("(prefers-color-scheme: dark)");
    private readonly button = byId("theme");
    private chosen?: string;

    constructor(private readonly changed: () => void) {
        this.set(this.remembered());
        this.button.addEventListener("click", () => {
            const next = this.isDark ? "light" : "dark";
            this.remember(next);
            this.set(next);
            this.changed();
        });
        this.preferred.addEventListener("change", () => {
            this.label();
            this.changed();
        });
    }

    private get isDark(): boolean {
        return this.chosen === undefined ? this.preferred.matches : this.chosen === "dark";
    }

    /** Paper is light. */
    startPrinting(): void {
        document.documentElement.style.colorScheme = "light";
    }

    endPrinting(): void {
        document.documentElement.style.colorScheme = this.chosen ?? "";
    }

    private set(theme: string | undefined): void {
        this.chosen = theme;
        document.documentElement.style.colorScheme = theme ?? "";
        this.label();
    }

    private label(): void {
        this.button.textContent = this.isDark ? "Light theme" : "Dark theme";
    }

    // A page from disk may have no storage.
    private remembered(): string | undefined {
        try {
            const theme = localStorage.getItem(key);
            return theme === "light" || theme === "dark" ? theme : undefined;
        } catch {
            return undefined;
        }
    }

    private remember(theme: string): void {
        try {
            localStorage.setItem(key, theme);
        } catch {
            // Then it is forgotten with the page.
        }
    }
}
