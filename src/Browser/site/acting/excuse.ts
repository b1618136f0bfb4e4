/** A range that is not expected to be covered, as docs/serve.md has it. */
export interface Excuse {
    id: string;
    channel: string;
    quality: string;
    start: string;
    end: string;
    reason: string;
    until: string | null;
    given: string;
    by: string | null;
}

/** What is dispatched at the window when there are other excuses. */
export const excusesChanged = "excuseschanged";
