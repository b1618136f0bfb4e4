import { byId } from "../shared/dom";

export interface Settings {
    title: string;
    logo: boolean;
    actions: boolean;
    links: { text: string; address: string }[];
    /** Names of the archives whose segments may be played. */
    published: string[];
}

/** What the host tells this page. */
export const settings: Settings = JSON.parse(byId("settings").textContent!);

/** Where the site begins, wherever a proxy has put it: the script lies one level below. */
export const top = new URL("..", import.meta.url);
